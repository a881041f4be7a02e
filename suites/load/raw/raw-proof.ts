/** A proof file as written, once specs/schemas/proof.schema.json has accepted it. */
export interface RawProof {
  readonly proof: string
  readonly unproven?: readonly { readonly check: string; readonly reason: string }[]
}
