import type { Problem } from '../../model/errors.ts'
import type { Loaded } from '../files/file-set.ts'
import type { RawProfile } from '../raw/raw-profile.ts'
import { unknownName } from './unknown-name.ts'

/** A profile may extend one of these: shipped profiles that stand on their own. */
export function extensionProblems({ raw, yaml }: Loaded<RawProfile>, names: readonly string[]): readonly Problem[] {
  return raw.extends === undefined ? [] : unknownName(yaml, ['extends'], 'shipped profile', raw.extends, names)
}
