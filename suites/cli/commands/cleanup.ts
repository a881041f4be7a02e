import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { count, inert, shown } from '../../../reports/text.ts'
import { decodeJson, isObject } from '../../decode/json.ts'
import { readEvidence } from '../../load/evidence.ts'
import { InputError } from '../../model/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { cleanUpBy } from '../fleet/clean-up-by.ts'
import { isOrphan } from '../fleet/journal-file.ts'
import type { Io } from '../io.ts'
import { journalFolders, journalsOf } from '../journal-place.ts'
import { printProblems } from '../print-problems.ts'
import { quote } from '../quote.ts'
import { readTextFile } from '../read-file.ts'

/**
 * Deletes the clients of runs that were killed. Without a path: of the runs of this user on this machine that are not at work any more. Once more does nothing. Exit code 3 where a client
 * stays, or may have been registered without anybody seeing it. A journal that cannot be worked off is told of (exit code 2), and the others are.
 */
export async function cleanup(paths: readonly string[], io: Io): Promise<number> {
  if (paths.length > 0)
    return codeFor(
      await eachOf(paths, io, async (path) =>
        (await isOfRunWithoutRest(path, io)) ? undefined : cleanUpAndTell(path, io),
      ),
    )
  const done = await eachOf(await journalsOf(io.env), io, async (path) => {
    if (!(await isOrphan(path))) return undefined
    const each = await cleanUpAndTell(path, io)
    // A client that may be there has been named now, and nothing in the journal can delete it.
    if (each.left === 0) await rm(path, { force: true })
    return each
  })
  if (done.length === 0)
    io.out(`no run has left a journal in ${inert(journalFolders(io.env)[0])}: there is nothing to delete\n`)
  return codeFor(done)
}

/** One journal after the other: what is wrong with one says nothing of the next. */
async function eachOf(
  paths: readonly string[],
  io: Io,
  work: (path: string) => Promise<Open | undefined>,
): Promise<readonly Done[]> {
  const done: Done[] = []
  for (const path of paths) {
    try {
      const each = await work(path)
      if (each !== undefined) done.push(each)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      io.err(printProblems(error.problems, io.color))
      done.push('refused')
    }
  }
  return done
}

/**
 * Evidence knows which clients stay, and holds no registration access token by which anybody could delete them: true where there are none. Throws InputError where there are.
 */
async function isOfRunWithoutRest(path: string, io: Io): Promise<boolean> {
  const left = await leftBehindIn(path)
  if (left === undefined) return false
  if (left.length > 0) {
    const ids = left.map((id) => shown(id)).join(', ')
    const message = `${path} is evidence: it has no registration access tokens, so clients cannot be deleted by it. The run left ${count(left.length, 'client')} behind: ${ids}`
    const fix =
      'Name the journal of that run: "grantcheck cleanup" without a file finds those of this user on this machine, "run --journal FILE" puts the next one elsewhere. Without a journal only who runs the server can delete these clients.'
    throw new InputError([{ message, fix }])
  }
  io.out(`${inert(path)}: the run left no client behind, so there is nothing to delete\n`)
  return true
}

/** Undefined: the file is no evidence. */
async function leftBehindIn(path: string): Promise<readonly string[] | undefined> {
  if (!existsSync(path)) return undefined
  const text = await readTextFile(path, 'Name a journal.')
  const json = decodeJson(text)
  const isEvidence = json.ok && isObject(json.value.value) && Object.hasOwn(json.value.value, 'facts')
  return isEvidence ? readEvidence(text, path, json).leftBehind : undefined
}

interface Open {
  readonly left: number
  readonly unknown: number
}

/** `refused`: the file is no journal, or its target cannot be opened. */
type Done = Open | 'refused'

function codeFor(done: readonly Done[]): number {
  if (done.includes('refused')) return exitCodes.usage
  const stays = done.some((each) => each !== 'refused' && each.left + each.unknown > 0)
  return stays ? exitCodes.inconclusive : exitCodes.conformant
}

async function cleanUpAndTell(path: string, io: Io): Promise<Open> {
  const { target, deleted, left, unknown, gone } = await cleanUpBy(path, io)
  const lines = [
    `${target}: ${deleted} clients deleted, ${left.length} stay`,
    ...left.map((id) => `  stays: ${shown(id)}`),
    ...(gone === undefined ? [] : [`  ${gone} is gone: ${withoutFile(left.length > 0, path)}`]),
    ...unknown.map(
      ({ url, name }) =>
        `  may be there: a client that was sent to ${shown(url)}${name === undefined ? '' : ` as "${shown(name)}"`}; its answer was not seen`,
    ),
  ]
  io.out(`${lines.map(inert).join('\n')}\n`)
  return { left: left.length, unknown: unknown.length }
}

const withoutFile = (stay: boolean, path: string): string =>
  stay
    ? `if the server asks for what it says (certificates, header fields), put it back, then: grantcheck cleanup ${quote(path)}`
    : 'the journal was enough'
