import type { Proof } from '../../model/proof.ts'
import type { Loaded } from '../files/file-set.ts'
import type { RawProof } from '../raw/raw-proof.ts'

/** All proof files together -> the model's exceptions. */
export function toProof(files: readonly Loaded<RawProof>[]): Proof {
  const entries = files.flatMap(({ raw, yaml }) =>
    (raw.unproven ?? []).map(
      ({ check, reason }, index) => [check, { reason, at: yaml.locate(['unproven', index]) }] as const,
    ),
  )
  return { unproven: Object.fromEntries(entries) }
}
