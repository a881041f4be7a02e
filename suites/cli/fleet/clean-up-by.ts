import { closeSync, openSync, writeSync } from 'node:fs'
import { inert, shown } from '../../../reports/text.ts'
import { removeClients } from '../../drive/clean-up-later.ts'
import type { JournalLine, Unfinished } from '../../drive/clients/journal.ts'
import { loadFleetTarget } from '../../load/fleet-target.ts'
import { packageVersion } from '../../run/version.ts'
import type { Io } from '../io.ts'
import { readJournal } from './journal-file.ts'

export interface CleanedUp {
  readonly target: string
  readonly deleted: number
  /** Ids of clients that stay. */
  readonly left: readonly string[]
  readonly unknown: Unfinished['unknown']
}

/** In one line: what was done about the clients of a run that was killed. Empty where it had none. */
export function cleanedUpInWords({ target, deleted, left, unknown }: CleanedUp): string {
  if (deleted + left.length + unknown.length === 0) return ''
  const names = unknown.map(({ name }) => (name === undefined ? 'one without a name' : `"${shown(name)}"`))
  const unseen = names.length === 0 ? '' : `, ${names.length} may be there (${names.join(', ')})`
  return inert(`${target}: a run was killed; ${deleted} of its clients deleted now, ${left.length} stay${unseen}`)
}

/** Deletes the clients that a journal still has, and notes it there. To do so again does nothing. Throws InputError when the target cannot be opened. */
export async function cleanUpBy(path: string, { env, signal }: Pick<Io, 'env' | 'signal'>): Promise<CleanedUp> {
  const { heading, clients, unknown } = await readJournal(path)
  const { job, ca } = heading
  let deleted = 0
  if (clients.length === 0) return { target: job.target, deleted, left: [], unknown }
  const target = await loadFleetTarget(job, env)
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
    return { target: job.target, deleted, left, unknown }
  } finally {
    closeSync(file)
  }
}
