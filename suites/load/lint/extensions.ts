import type { Problem } from '../../model/errors.ts'
import type { ProfileFile } from '../../model/language.ts'
import type { Loaded } from '../files/file-set.ts'
import { unknownName } from './unknown-name.ts'

/** Ids of the profiles that stand on their own, or extend one that does in the end: not those that extend each other in a circle. */
export function standing(profiles: readonly Loaded<ProfileFile>[], known: readonly string[] = []): readonly string[] {
  const stand = profiles.flatMap(({ raw }) =>
    raw.extends === undefined || known.includes(raw.extends) ? [raw.profile] : [],
  )
  return stand.length > known.length ? standing(profiles, stand) : stand
}

/** A profile may extend one of these: shipped profiles. */
export function extensionProblems({ raw, yaml }: Loaded<ProfileFile>, names: readonly string[]): readonly Problem[] {
  return raw.extends === undefined ? [] : unknownName(yaml, ['extends'], 'shipped profile', raw.extends, names)
}
