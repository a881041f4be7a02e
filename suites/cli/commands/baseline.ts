import { existsSync } from 'node:fs'
import { type Document, isMap, isSeq, parseDocument } from 'yaml'
import { compareWithBaseline } from '../../compare/baseline.ts'
import { draftEntries } from '../../compare/baseline-entries.ts'
import { readBaseline } from '../../load/baseline.ts'
import { today } from '../apply-baseline.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkWritable, writeWhole } from '../outputs.ts'
import { readTextFile } from '../read-file.ts'
import { readResult } from '../read-result.ts'

const empty = `baseline: Failures that are known and tolerated until a day
entries: []
`

/**
 * Brings a baseline file up to date with a run: failures that it lacks are added, with reason and owner to fill in; entries
 * that do not fail any more move to "resolved", with their reasons. Comments stay. Creates the file when there is none.
 */
export async function updateBaseline(
  path: string,
  result: string,
  profile: string | undefined,
  io: Io,
): Promise<number> {
  const report = await readResult(result, profile)
  const text = existsSync(path) ? await readTextFile(path, 'Name a baseline file.') : empty
  const baseline = readBaseline(path, text)
  const found = compareWithBaseline(report, baseline, today())
  const document = parseDocument(text)
  const stale = found.problems.filter(({ kind }) => kind !== 'expired').map(({ entry }) => entry)
  const resolved = report.complete ? moveToResolved(document, (id) => stale.includes(id)) : 0
  const drafts = draftEntries(report, found.unlisted, today())
  const entries = document.get('entries')
  if (isSeq(entries) && drafts.length > 0) entries.flow = false
  for (const draft of drafts) document.addIn(['entries'], document.createNode(draft))
  await checkWritable([path])
  await writeWhole(path, document.toString({ lineWidth: 0 }))
  io.out(
    `${path}: ${drafts.length} added, ${resolved} moved to "resolved", ${baseline.entries.length - resolved} kept\n`,
  )
  const expired = found.problems.filter(({ kind }) => kind === 'expired')
  for (const { message } of expired) io.err(`expired: ${message}\n`)
  if (drafts.length > 0) io.err('Fill in reason and owner where they say TODO: a run refuses the file until then.\n')
  return exitCodes.conformant
}

function moveToResolved(document: Document, isStale: (id: string) => boolean): number {
  const entries = document.get('entries')
  if (!isSeq(entries)) return 0
  const names = ['check', 'requirement', 'limitation']
  const moved = entries.items.filter(
    (item) => isMap(item) && names.some((name) => item.has(name) && isStale(String(item.get(name)))),
  )
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
