import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { count, inert, shown } from '../../reports/text.ts'
import { errorCode } from '../decode/error-code.ts'
import type { Journal } from '../drive/clients/journal.ts'
import { isUrl } from '../load/target-url.ts'
import { InputError } from '../model/errors.ts'
import type { FleetJob } from '../model/fleet.ts'
import { type Ended, isOrphan, openJournal, readJournal } from './fleet/journal-file.ts'
import type { Io } from './io.ts'
import { journalsOf, newJournalPath, noJournal } from './journal-place.ts'
import { quote } from './quote.ts'

interface Options {
  readonly target?: string
  readonly ca?: string
  /** Where the user wants the journal. */
  readonly journal?: string
  readonly keepClients?: boolean
  readonly quiet?: boolean
}

export interface RunJournal {
  readonly journal: { readonly journal?: Journal }
  /** Says what stays at the server, and removes the journal where it can delete nothing. */
  end(): Promise<void>
}

/** The journal of a single run. Throws InputError where the named file is something else. */
export async function openRunJournal(options: Options, named: string, io: Io): Promise<RunJournal> {
  const { target = named, ca, journal: chosen, keepClients = false, quiet = false } = options
  if (chosen !== undefined && existsSync(chosen)) await checkJournal(chosen)
  if (!quiet) await tellKilled(io)
  const place = chosen === undefined ? newJournalPath(io.env) : { path: resolve(chosen) }
  if ('problem' in place) {
    io.err(`${inert(place.problem)}\n`)
    return { journal: {}, end: async () => {} }
  }
  const { path } = place
  const journal = openJournal(path, jobOf(target), ca === undefined ? undefined : resolve(ca))
  let isBroken = false
  const tell = (error: unknown): void => {
    isBroken = true
    io.err(`${inert(noJournal(`${path} (${errorCode(error)})`))}\n`)
  }
  return {
    journal: {
      journal: {
        write: (line) => {
          if (isBroken) return
          try {
            journal.write(line)
          } catch (error) {
            tell(error)
          }
        },
      },
    },
    // The file of a journal that broke off knows nothing of what was deleted since, so nothing is said by it.
    end: async () => {
      if (isBroken) return
      try {
        const ended = await journal.end(keepClients && chosen === undefined)
        for (const line of inWords(ended, path)) io.err(`${inert(line)}\n`)
      } catch (error) {
        tell(error)
      }
    },
  }
}

/** Throws InputError for what is no journal: a device or a pipe too, which the end of the run would remove. */
async function checkJournal(path: string): Promise<void> {
  const found = statSync(path)
  if (!found.isFile())
    throw new InputError([
      {
        message: `${path} is not a file: no journal can be kept in it`,
        fix: 'Name a file for --journal, an empty or a new one.',
      },
    ])
  if (found.size > 0) await readJournal(path)
}

/** A run of one target is a fleet of one. */
const jobOf = (target: string): FleetJob => ({
  id: 'run',
  target,
  at: { file: target, line: 1, column: 1 },
  named: isUrl(target) ? { kind: 'url', url: target } : { kind: 'file', path: resolve(target) },
  defaults: {},
  own: {},
})

function inWords({ kept, left, unknown }: Ended, path: string): readonly string[] {
  const stay = kept
    ? [`${count(left, 'client')} could not be deleted: grantcheck cleanup ${quote(path)} tries it again`]
    : []
  if (unknown.length === 0) return stay
  const names = [...new Set(unknown.map(({ name }) => (name === undefined ? 'without a name' : `"${shown(name)}"`)))]
  const some = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names
  const what = `${count(unknown.length, 'registration')} had no answer; a client may be there that nothing can delete: ${some.join(', ')}`
  return [...stay, what]
}

const most = 3

/** Runs that were killed before they could delete their clients: nobody else says where what deletes them is noted. */
async function tellKilled(io: Io): Promise<void> {
  const killed: string[] = []
  for (const path of await journalsOf(io.env)) if (await wasKilled(path)) killed.push(path)
  const [path] = killed
  if (path === undefined) return
  const how = killed.length === 1 ? `grantcheck cleanup ${quote(path)}` : 'grantcheck cleanup'
  io.err(`${inert(`${count(killed.length, 'run')} ended before the clients were deleted; to delete them: ${how}`)}\n`)
}

async function wasKilled(path: string): Promise<boolean> {
  try {
    return !(await readJournal(path)).ended && (await isOrphan(path))
  } catch {
    return false
  }
}
