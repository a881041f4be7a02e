import type { Baseline, BaselineEntry } from '../model/baseline.ts'
import { InputError, type Problem } from '../model/errors.ts'
import type { BaselineFile } from '../model/language.ts'
import { fileChecks } from './check/file-checks.ts'
import type { Loaded } from './files/file-set.ts'
import { readOne } from './files/read-kind.ts'
import { readText } from './files/read-text.ts'
import { inOrder } from './lint/lint.ts'

/** Reads a baseline file (YAML). Throws InputError with every problem, each with its line. */
export async function loadBaseline(path: string): Promise<Baseline> {
  const file = await readText(path)
  if (!file.ok) throw new InputError([file.problem])
  const baseline = readBaseline(path, file.text)
  const problems = unfilledProblems(baseline)
  if (problems.length > 0) throw new InputError(problems)
  return baseline
}

/** Entries that nobody has filled in: a failure is tolerated for a reason, by somebody. */
export function unfilledProblems({ entries }: Baseline): readonly Problem[] {
  return entries.flatMap(({ kind, id, reason, owner, at }) => {
    const open = [...(isOpen(reason) ? ['reason'] : []), ...(isOpen(owner) ? ['owner'] : [])]
    if (open.length === 0) return []
    const fix = 'Say why it is tolerated, and who fixes it.'
    return [{ message: `${kind} ${id} has TODO as ${open.join(' and ')}`, at, fix }]
  })
}

const isOpen = (text: string): boolean => /^\s*TODO\b/iu.test(text)

/** The same from text that is already there. */
export function readBaseline(path: string, text: string): Baseline {
  const read = readOne(path, text, fileChecks.baseline)
  if (!read.ok) throw new InputError(inOrder(read.problems))
  const problems = baselineProblems(read.loaded)
  if (problems.length > 0) throw new InputError(problems)
  return { file: path, entries: entriesOf(read.loaded) }
}

/** What the schema cannot see: a day that no calendar has, and the same thing on two entries. */
export const baselineProblems = (loaded: Loaded<BaselineFile>): readonly Problem[] => [
  ...dayProblems(loaded),
  ...twiceProblems(loaded),
]

function dayProblems({ raw, yaml }: Loaded<BaselineFile>): readonly Problem[] {
  const fix = 'Write a day that exists, as YYYY-MM-DD.'
  return raw.entries.flatMap(({ reviewBy }, index) =>
    isDay(reviewBy) ? [] : [yaml.problem(['entries', index, 'reviewBy'], `there is no day ${reviewBy}`, { fix })],
  )
}

/** JavaScript takes the 30th of February for a day in March. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function twiceProblems(loaded: Loaded<BaselineFile>): readonly Problem[] {
  const seen = new Set<string>()
  return entriesOf(loaded).flatMap(({ kind, id }, index) => {
    const key = `${kind} ${id}`
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    const fix = 'Keep one entry for it.'
    return [loaded.yaml.problem(['entries', index, kind], `${key} is listed twice`, { fix })]
  })
}

function entriesOf({ raw, yaml }: Loaded<BaselineFile>): readonly BaselineEntry[] {
  return raw.entries.flatMap(({ check, requirement, limitation, reason, owner, reviewBy }, index) => {
    const named = { check, requirement, limitation }
    return (['check', 'requirement', 'limitation'] as const).flatMap((kind) => {
      const id = named[kind]
      return id === undefined
        ? []
        : [{ kind, id, reason, owner, reviewBy, at: yaml.locate(['entries', index, kind], 'key') }]
    })
  })
}
