/** The exceptions of the kill matrix, each with its reason (specs/proof). */
export interface Proof {
  /** Checks that no mutant makes fail: they warn at most. Key: scenario, step and name, joined by colons. */
  readonly unproven: Readonly<Record<string, { readonly reason: string }>>
}
