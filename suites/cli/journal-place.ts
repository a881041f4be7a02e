import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
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
      makeFolder(folder)
      tryToWrite(folder)
      const time = new Date().toISOString().replace(/[-:]|\..*$/gu, '')
      return { path: join(folder, `${time}-${randomUUID()}.ndjson`) }
    } catch (error) {
      reasons.push(`${folder} (${errorCode(error)})`)
    }
  }
  return { problem: noJournal(reasons.join(' or ')) }
}

/** What the user has to know where no journal is kept, and how to have one. `where`: the file or folder, and what the system answered. */
export const noJournal = (where: string): string =>
  `no journal can be kept in ${where}: if this run is killed, nothing can clean up the clients that it leaves behind. Name another place: --journal FILE, or a folder as XDG_STATE_HOME`

/** Like `mkdir -p`, a folder at a time: Node's own recursive form never returns where the system answers ENOENT, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another run may have made it since.
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

/** Only writing shows that there is room. */
function tryToWrite(folder: string): void {
  const probe = join(folder, `${randomUUID()}.tmp`)
  try {
    writeFileSync(probe, ' '.repeat(4096), { mode: 0o600 })
  } finally {
    rmSync(probe, { force: true })
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
