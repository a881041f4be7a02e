import { dirname, join } from 'node:path'
import { hosts } from '../doctor/hosts.ts'
import { fileChecks } from '../load/check/file-checks.ts'
import { readOne } from '../load/files/read-kind.ts'
import { readText } from '../load/files/read-text.ts'
import { isProfilePath } from '../load/profile-path.ts'
import { loadShipped } from '../load/shipped.ts'
import { InputError, type Problem } from '../model/errors.ts'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import { findProfile } from '../run/open-target.ts'

/** Hosts that the profile of a target file asks by name, and that the file lacks; nothing of a file that is no target file, or whose profile cannot be loaded: `lint` itself says what is wrong there. */
export async function lackingHosts(path: string): Promise<readonly Problem[]> {
  const file = await readText(path)
  if (!file.ok) return []
  const read = readOne(path, file.text, fileChecks.target)
  if (!read.ok) return []
  const { raw, yaml } = read.loaded
  const { profile: named } = raw
  if (named === undefined) return []
  const found = await profileOf(isProfilePath(named) ? join(dirname(path), named) : named)
  if (found === undefined) return []
  return hosts(found.specs, found.profile, raw).map(({ says, fix }) =>
    yaml.problem(['profile'], says, fix === undefined ? {} : { fix }),
  )
}

async function profileOf(name: string): Promise<{ specs: Specs; profile: Profile } | undefined> {
  try {
    return await findProfile(name, await loadShipped())
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}
