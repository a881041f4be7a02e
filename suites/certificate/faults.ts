/** Every reason to refuse a bundle, by name. What each means is told with it; the names are for programs. */
const faultKinds = [
  'not-canonical',
  'files-differ',
  'signature-invalid',
  'jws-invalid',
  'key-unusable',
  'key-foreign',
  'key-expired',
  'not-yet-valid',
  'expired',
  'specifications-unknown',
  'profile-unknown',
  'profile-swapped',
  'evidence-unreadable',
  'report-unreadable',
  'attachment-unreadable',
  'run-partial',
  'scenario-missing',
  'evidence-contradicts-itself',
  'replay-differs',
  'challenge-unanswered',
  'run-too-old',
  'kept-signature-refused',
  'timestamp-missing',
  'timestamp-unreadable',
  'timestamp-foreign',
  'timestamp-invalid',
  'timestamp-untrusted',
  'timestamp-impossible',
  'verdicts-differ',
  'requirements-differ',
  'statement-differs',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** One reason to refuse a bundle. */
export interface Fault {
  readonly kind: FaultKind
  /** One sentence: what differs from what. */
  readonly message: string
}

export const fault = (kind: FaultKind, message: string): readonly Fault[] => [{ kind, message }]
