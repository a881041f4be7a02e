import type { Severity } from './profile.ts'

/** What one version of a profile scores (specs/frozen): requirement id -> what a violation means. */
export type FrozenSet = Readonly<Record<string, Severity>>

/** "rfc@1.0": a version of a profile, as given to --profile. */
export const versionName = (id: string, version: string): string => `${id}@${version}`
