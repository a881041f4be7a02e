/** An attestations file as written, once specs/schemas/attestations.schema.json has accepted it. */
export interface RawAttestations {
  readonly attestations: string
  readonly statements: readonly RawStatement[]
}

export interface RawStatement {
  readonly requirement?: string
  readonly statement: string
  readonly by: string
  readonly date: string
  readonly method?: string
}
