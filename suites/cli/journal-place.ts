import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { errorCode } from '../decode/error-code.ts'
import type { Io } from './io.ts'

/**
 * Where runs note their clients until these are deleted, the first place first: state that outlives a process and is nobody else's (XDG Base Directory Specification), and for who has no home that can
 * be written, as in many containers, a folder of its own among the temporary ones.
 */
export function journalFolders({ XDG_STATE_HOME, HOME }: Io['env']): readonly [string, ...string[]] {
  if (XDG_STATE_HOME !== undefined && isAbsolute(XDG_STATE_HOME))
    return [join(XDG_STATE_HOME, 'grantcheck', 'journals')]
  const temporary = join(tmpdir(), `grantcheck-${userInfo().uid}`, 'journals')
  if (HOME !== undefined && isAbsolute(HOME))
    return [join(HOME, '.local', 'state', 'grantcheck', 'journals'), temporary]
  return [temporary]
}

/** A new journal in the first of these folders that can be written; a sentence where none can. */
export function newJournalPath(env: Io['env']): { readonly path: string } | { readonly problem: string } {
  const folders = journalFolders(env)
  const reasons: string[] = []
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      accessSync(folder, constants.W_OK)
      const time = new Date().toISOString().replace(/[-:]|\..*$/gu, '')
      return { path: join(folder, `${time}-${randomUUID()}.ndjson`) }
    } catch (error) {
      reasons.push(`${folder} (${errorCode(error)})`)
    }
  }
  return {
    problem: `no journal can be kept in ${reasons.join(' or ')}: if this process is killed, its clients stay. --journal FILE names another place`,
  }
}

/** The journals in these folders. */
export async function journalsOf(env: Io['env']): Promise<readonly string[]> {
  const found = await Promise.all(journalFolders(env).map(namesIn))
  return found.flat()
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder)
    return names.filter((name) => name.endsWith('.ndjson')).map((name) => join(folder, name))
  } catch {
    return []
  }
}
