import { type FrozenSet, versionName } from '../../model/frozen.ts'
import type { Loaded } from '../files/file-set.ts'
import type { RawFrozen } from '../raw/raw-frozen.ts'

/** All frozen files together -> what each version of a profile scores, by "rfc@1.0". */
export const toFrozen = (files: readonly Loaded<RawFrozen>[]): Readonly<Record<string, FrozenSet>> =>
  Object.fromEntries(files.map(({ raw }) => [versionName(raw.frozen, raw.version), raw.requirements]))
