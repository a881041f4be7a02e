import { existsSync } from 'node:fs'
import { type Document, isMap, isSeq, parseDocument } from 'yaml'
import { compareWithBaseline, stateOf } from '../../compare/baseline.ts'
import { draftEntries } from '../../compare/baseline-entries.ts'
import { readBaseline } from '../../load/baseline.ts'
import type { BaselineEntry } from '../../model/baseline.ts'
import type { Report } from '../../model/report.ts'
import { today } from '../apply-baseline.ts'
import { exitCodes, type FailOn } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { withNamedFiles } from '../named-files.ts'
import { checkWritable, writeWhole } from '../outputs.ts'
import { readTextFile } from '../read-file.ts'
import { readResult } from '../read-result.ts'

const empty = `baseline: Failures that are known and tolerated until a day
entries: []
`

/**
 * Brings a baseline file up to date with a run: failures that it lacks are added, with reason and owner to fill in (with `failOn` warn, warnings too);
 * entries for what the run looked at and found in order move to "resolved", with their reasons; all others are kept. Comments stay. Creates the file when there is none.
 */
export async function updateBaseline(
  path: string,
  result: string,
  { profile, failOn }: { readonly profile?: string; readonly failOn: FailOn },
  io: Io,
): Promise<number> {
  await checkWritable([path], [result, ...(await withNamedFiles([profile]))])
  const report = await readResult(result, profile)
  const text = existsSync(path) ? await readTextFile(path, 'Name a baseline file.') : empty
  const baseline = readBaseline(path, text)
  const found = compareWithBaseline(report, baseline, today(), failOn !== 'fail')
  const document = parseDocument(text)
  const kept = baseline.entries.map((entry) => whyKept(entry, report))
  const resolved = moveToResolved(document, (index) => kept[index] === undefined)
  const drafts = draftEntries(report, found.unlisted, today())
  const entries = document.get('entries')
  if (isSeq(entries) && drafts.length > 0) entries.flow = false
  for (const draft of drafts) document.addIn(['entries'], document.createNode(draft))
  await writeWhole(path, document.toString({ lineWidth: 0 }))
  const reasons = kept.flatMap((why) => why ?? [])
  io.out(`${path}: ${drafts.length} added, ${resolved} moved to "resolved", ${reasons.length} kept\n`)
  for (const why of new Set(reasons)) {
    io.out(`  ${reasons.filter((each) => each === why).length} kept: ${why}\n`)
  }
  const wrong = found.problems.filter(({ kind }) => kind === 'expired' || (kind === 'unknown' && isWhole(report)))
  for (const { kind, message } of wrong) io.err(`${kind}: ${message}\n`)
  if (drafts.length > 0) io.err('Fill in reason and owner where they say TODO: a run refuses the file until then.\n')
  return exitCodes.conformant
}

const isWhole = ({ complete, partial }: Report): boolean => complete && partial === undefined

/** Why an entry stays where it is. Undefined: the run looked at all that it names, and nothing of it failed. */
function whyKept(entry: BaselineEntry, report: Report): string | undefined {
  const state = stateOf(entry, report)
  switch (state) {
    case 'absent':
      return 'not part of this run'
    case 'fails':
      return 'known, and still so'
    case 'warns':
      return 'a warning is left'
    case 'undecided':
      return 'this run could not decide it'
    case 'not applicable':
      return 'not applicable in this run'
    case 'passed':
      if (!report.complete) return 'the run was cut short'
      return entry.kind === 'requirement' && !isWhole(report)
        ? 'not all of its checks were part of this run'
        : undefined
    default:
      return state satisfies never
  }
}

function moveToResolved(document: Document, isResolved: (index: number) => boolean): number {
  const entries = document.get('entries')
  if (!isSeq(entries)) return 0
  const moved = entries.items.filter((_, index) => isResolved(index))
  for (const item of moved) {
    if (isMap(item)) item.set('resolved', today())
    if (document.get('resolved') === undefined) document.set('resolved', document.createNode([]))
    const list = document.get('resolved')
    if (isSeq(list)) list.flow = false
    document.addIn(['resolved'], item)
  }
  entries.items = entries.items.filter((item) => !moved.includes(item))
  return moved.length
}
