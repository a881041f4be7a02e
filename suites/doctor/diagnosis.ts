/** One thing that a doctor's visit found. `blocking`: a run could decide nothing. */
export interface Diagnosis {
  readonly kind: 'good' | 'note' | 'problem' | 'blocking'
  readonly says: string
  readonly fix?: string
}

/** Where the run itself kept a request back, no server is to blame. */
export const notSentFix = 'Nothing was sent. Change the target file as the message says.'
