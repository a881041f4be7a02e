import pc from 'picocolors'
import { shown } from '../../../reports/text.ts'
import { type Change, type Comparison, compareReports } from '../../compare/compare.ts'
import type { Report } from '../../model/report.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { readResult } from '../read-result.ts'

export interface DiffOptions {
  readonly before: string
  readonly after: string
  /** Judges evidence by this profile, which may be a file of the user's own. */
  readonly profile?: string
  readonly format: 'text' | 'json'
}

/** What a deployment changed: two reports or evidences, check by check. Exit code 1 when something got worse, or most of it is not there any more. */
export async function diff(options: DiffOptions, io: Io): Promise<number> {
  const [before, after] = await Promise.all([
    readResult(options.before, options.profile),
    readResult(options.after, options.profile),
  ])
  const comparison = compareReports(before, after)
  if (before.profile.id !== after.profile.id || before.profile.version !== after.profile.version) {
    const name = ({ id, version }: typeof before.profile): string => `${id} ${version}`
    io.err(`note: the profiles differ (${name(before.profile)}, ${name(after.profile)}), so the checks may too\n`)
  }
  if (options.format === 'json') io.out(`${JSON.stringify(comparison, null, 2)}\n`)
  else io.out(textOf(comparison, `${conclusionOf(before)} -> ${conclusionOf(after)}`, io))
  if (comparison.vanished)
    io.err(
      'most of what the earlier run decided is not in the later one: was it a run of a part, or did the server not answer?\n',
    )
  return comparison.worse.length > 0 || comparison.vanished ? exitCodes.nonconformant : exitCodes.conformant
}

/** A run of a part claims no profile. */
const conclusionOf = ({ conclusion, partial }: Report): string =>
  partial === undefined ? conclusion : `${conclusion}, of a part only`

function textOf(comparison: Comparison, conclusion: string, io: Io): string {
  const { red, green, dim, bold } = pc.createColors(io.color)
  const plain = (text: string): string => text
  const sections = [
    ['Worse', comparison.worse, red],
    ['Better', comparison.better, green],
    ['New', comparison.added, plain],
    ['Gone', comparison.gone, plain],
    ['Changed, neither better nor worse', comparison.other, plain],
  ] as const
  const lines = sections.flatMap(([title, changes, tint]) =>
    changes.length === 0 ? [] : [bold(tint(`${title}: ${changes.length}`)), ...changes.flatMap(lineOf), ''],
  )
  const { worse, better, added, gone, same } = comparison
  const counts = `${worse.length} worse, ${better.length} better, ${added.length} new, ${gone.length} gone, ${same} the same`
  return `${[...lines, `${counts}  ${dim(`(${conclusion})`)}`].join('\n')}\n`
}

function lineOf({ id, requirement, before, after, because }: Change): readonly string[] {
  const change = before === undefined ? after : `${before} -> ${after ?? 'not in the later run'}`
  return [
    `  ${shown(id)}: ${change}${requirement === undefined ? '' : ` (${requirement})`}`,
    ...(because === undefined ? [] : [`      ${shown(because, 200)}`]),
  ]
}
