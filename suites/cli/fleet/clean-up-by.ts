import { closeSync, existsSync, openSync, writeSync } from 'node:fs'
import { count, inert, shown } from '../../../reports/text.ts'
import { removeClients } from '../../drive/clean-up-later.ts'
import type { JournalLine, Unfinished } from '../../drive/clients/journal.ts'
import { loadFleetTarget } from '../../load/fleet-target.ts'
import { InputError } from '../../model/errors.ts'
import type { FleetJob } from '../../model/fleet.ts'
import { packageVersion } from '../../run/version.ts'
import type { Io } from '../io.ts'
import { quote } from '../quote.ts'
import { type ReadJournal, readJournal } from './journal-file.ts'

export interface CleanedUp {
  readonly target: string
  readonly deleted: number
  /** Ids of clients that stay. */
  readonly left: readonly string[]
  readonly unknown: Unfinished['unknown']
  /** The target file, where it is gone: clients were deleted without what it says. */
  readonly gone?: string
}

/** In one line: what was done about the clients of a run that was killed. Empty where it had none. */
export function cleanedUpInWords({ target, deleted, left, unknown }: CleanedUp): string {
  if (deleted + left.length + unknown.length === 0) return ''
  const names = unknown.map(({ name }) => (name === undefined ? 'one without a name' : `"${shown(name)}"`))
  const unseen = names.length === 0 ? '' : `, ${names.length} may be there (${names.join(', ')})`
  return inert(`${target}: a run was killed; ${deleted} of its clients deleted now, ${left.length} stay${unseen}`)
}

type Outside = Pick<Io, 'env' | 'signal'>

/**
 * Deletes the clients that a journal still has, and notes it there. To do so again does nothing. Throws InputError, with the command to repeat, when the target cannot be opened.
 */
export async function cleanUpBy(path: string, io: Outside): Promise<CleanedUp> {
  const journal = await readJournal(path)
  try {
    return await remove(path, journal, io)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const message = `${path}: ${count(journal.clients.length, 'client')} not deleted`
    const fix = `Correct the error above, then: grantcheck cleanup ${quote(path)}\nTo give these clients up, delete that file.`
    throw new InputError([...error.problems, { message, fix }])
  }
}

async function remove(path: string, journal: ReadJournal, { env, signal }: Outside): Promise<CleanedUp> {
  const { heading, clients, unknown, origins } = journal
  const { job, ca } = heading
  let deleted = 0
  if (clients.length === 0) return { target: job.target, deleted, left: [], unknown }
  const gone = goneFile(job)
  const target = await loadFleetTarget(gone === undefined ? job : withoutFile(job, origins), env)
  const file = openSync(path, 'a')
  try {
    const left = await removeClients(clients, {
      target: ca === undefined ? target : { ...target, tls: { ...target.tls, ca } },
      version: packageVersion(),
      env,
      signal,
      gone: (client) => {
        deleted += 1
        writeSync(file, `\n${JSON.stringify({ event: 'deleted', client } satisfies JournalLine)}\n`)
      },
    })
    return { target: job.target, deleted, left, unknown, ...(gone === undefined ? {} : { gone }) }
  } finally {
    closeSync(file)
  }
}

const goneFile = ({ named }: FleetJob): string | undefined =>
  named.kind === 'file' && named.text === undefined && !existsSync(named.path) ? named.path : undefined

/**
 * The journal itself has what RFC 7592 section 2.3 needs: where each client is managed, and its token. A token goes only to an origin that has registered a client, so to
 * whom it came from.
 */
function withoutFile(job: FleetJob, origins: readonly string[]): FleetJob {
  const [url] = origins
  if (url === undefined) return job
  return { ...job, named: { kind: 'url', url }, own: { ...job.own, origins: [...origins] } }
}
