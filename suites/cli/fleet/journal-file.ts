import { closeSync, existsSync, fchmodSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { decodeJson, isObject } from '../../decode/json.ts'
import { trusted } from '../../decode/trusted.ts'
import { type Journal, type JournalLine, type Unfinished, unfinishedIn } from '../../drive/clients/journal.ts'
import { isManaged } from '../../drive/clients/registry.ts'
import { InputError } from '../../model/errors.ts'
import type { FleetJob } from '../../model/fleet.ts'
import { isAlive } from '../is-alive.ts'

/** First line of a journal: what opens the target again, and who writes. */
interface Heading {
  readonly event: 'job'
  readonly format: 1
  readonly job: FleetJob
  readonly ca?: string
  readonly host: string
  readonly pid: number
}

export interface JournalFile extends Journal {
  /** Ends the journal of a run that is over, and says what it had. It stays where it can still delete something; `keeping`: nothing is to be deleted. */
  end(keeping: boolean): Promise<Ended>
}

export interface Ended {
  /** True: the file is still there. */
  readonly kept: boolean
  /** How many clients are there. */
  readonly left: number
  readonly unknown: Unfinished['unknown']
}

/**
 * The journal of a job: a file as soon as there is something to note. Only the owner may read it, since it holds registration access tokens until the clients are deleted.
 */
export function openJournal(path: string, job: FleetJob, ca: string | undefined): JournalFile {
  let file: number | undefined
  const open = (): number => {
    mkdirSync(dirname(path), { recursive: true })
    const opened = openSync(path, 'a', 0o600)
    fchmodSync(opened, 0o600)
    const own = { host: hostname(), pid: process.pid }
    const heading: Heading = { event: 'job', format: 1, job, ...(ca === undefined ? {} : { ca }), ...own }
    // After a line that was cut this one begins anew.
    writeSync(opened, `\n${JSON.stringify(heading)}\n`)
    return opened
  }
  const write = (line: JournalLine): void => {
    file ??= open()
    writeSync(file, `${JSON.stringify(line)}\n`)
  }
  return {
    write,
    end: async (keeping) => {
      if (file === undefined) return { kept: false, left: 0, unknown: [] }
      write({ event: 'ended' })
      closeSync(file)
      const { clients, unknown } = await readJournal(path)
      const kept = !keeping && clients.some(isManaged)
      if (!kept) rmSync(path, { force: true })
      return { kept, left: clients.length, unknown }
    },
  }
}

export interface ReadJournal extends Unfinished {
  readonly heading: Heading
  /** False: the process that wrote it was killed, or is still at work. */
  readonly ended: boolean
}

/** Reads a journal. The last line may be cut: the process was killed while it wrote. Throws InputError for what is no journal. */
export async function readJournal(path: string): Promise<ReadJournal> {
  const fix =
    'Name a journal: what "grantcheck run --journal" wrote, a file in "journals" of a result folder, or in the folder of "grantcheck worker --journal".'
  if (!existsSync(path)) throw new InputError([{ message: `there is no file ${path}`, fix }])
  const values = (await readFile(path, 'utf8')).split('\n').flatMap((line) => {
    const json = decodeJson(line)
    return json.ok && isObject(json.value.value) ? [json.value.value] : []
  })
  const last = values.findLastIndex(({ event, format }) => event === 'job' && format === 1)
  const heading = values[last]
  if (heading === undefined) throw new InputError([{ message: `${path} is not a journal`, fix }])
  const lines = values.filter(({ event }) => event !== 'job')
  const ended = values.slice(last).some(({ event }) => event === 'ended')
  return { heading: trusted<Heading>(heading), ended, ...unfinishedIn(trusted<readonly JournalLine[]>(lines)) }
}

/** Whether the process that writes a journal may still be there: it cleans up itself. Of another machine nobody knows. */
export async function isOrphan(path: string): Promise<boolean> {
  const { heading } = await readJournal(path)
  return heading.host === hostname() && !isAlive(heading.pid)
}
