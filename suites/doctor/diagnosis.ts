/** One thing that a doctor's visit found. `blocking`: a run could decide nothing. */
export interface Diagnosis {
  readonly kind: 'good' | 'note' | 'problem' | 'blocking'
  readonly says: string
  readonly fix?: string
}
