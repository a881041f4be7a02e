import type { FinishedRun } from '../../suites/model/report.ts'
import { type Finding, type Violation, violationsOf } from '../causes.ts'
import { columns, count, shown } from '../text.ts'
import { checks, curl, exchangeLine, next, repeat } from './entry.ts'
import { detail, field, heading, numbered, type Paper, paragraph } from './paper.ts'

const told = 25
const aboutRequests =
  'In request lines each $NAME stands for a secret to fill in. Some checks send a wrong one on purpose, as their names tell.'
const aboutCertificates =
  'Behind --cert and --key it stands for a file in PEM: certificate and private key of the client, or of somebody else on purpose.'

/** What the shell variables mean; only when some line of the page has one. */
export function requestNote(lines: readonly string[], paper: Paper): readonly string[] {
  if (!lines.some((line) => line.includes('"$'))) return []
  const certificates = lines.some((line) => line.includes('--cert "$')) ? ` ${aboutCertificates}` : ''
  return ['', ...paragraph(paper, 2, `${aboutRequests}${certificates}`, paper.ink.dim)]
}

/** Requirements that are not met, one entry each. Nothing when there are none. */
export function violations(run: FinishedRun, kind: 'fail' | 'warn', paper: Paper): readonly string[] {
  const all = violationsOf(run.report, kind)
  if (all.length === 0) return []
  const full = paper.verbose ? all : all.slice(0, told)
  return [
    ...heading(
      paper,
      title(kind, all.length),
      kind === 'fail' ? bold(paper, paper.ink.red) : bold(paper, paper.ink.yellow),
    ),
    ...joined(full.map((violation, index) => entry(violation, index, run, kind, paper))),
    ...others(all.slice(full.length), paper),
  ]
}

function title(kind: 'fail' | 'warn', n: number): string {
  return kind === 'fail' ? `Failed: ${count(n, 'requirement')}` : `Warnings: ${count(n, 'recommendation')}`
}

function bold(paper: Paper, tint: (text: string) => string): (text: string) => string {
  return (text) => paper.ink.bold(tint(text))
}

function entry(
  violation: Violation,
  index: number,
  run: FinishedRun,
  kind: 'fail' | 'warn',
  paper: Paper,
): readonly string[] {
  const [first, ...rest] = violation.findings
  const kept = paper.verbose ? rest : rest.slice(0, 2)
  const hidden = rest.length - kept.length
  return [
    ...headline(violation, index, paper),
    ...paragraph(paper, detail, statement(violation)),
    '',
    ...body(first, paper),
    ...exchangeLine(first.items[0], run, paper),
    ...checks(first.items, paper),
    ...next(first.items[0], paper),
    // A warning is not worth a command line of its own unless somebody asks for everything.
    ...(kind === 'fail' || paper.verbose ? curl(first.items[0], run, paper) : []),
    ...repeat(first.items[0], run, paper),
    ...kept.flatMap((finding) => ['', ...further(finding, run, paper)]),
    ...(hidden === 0
      ? []
      : ['', ...paragraph(paper, detail, `and ${hidden} more that differ in what was observed`, paper.ink.dim)]),
  ]
}

/** "  1. id ......... MUST, RFC 6749 section 5.2": the source at the right edge, or below when there is no room. */
function headline(violation: Violation, index: number, paper: Paper): readonly string[] {
  const { requirement, findings } = violation
  const level = findings[0].items[0].check?.level
  const source =
    requirement === undefined ? '' : `${requirement.level}, ${requirement.source} section ${requirement.section}`
  const right = source === '' ? (level ?? 'control') : source
  const left = `${numbered(index)}${shown(violation.id)}`
  const gap = paper.width - columns(left) - columns(right)
  const strong = paper.ink.bold(left)
  if (gap >= 2) return [`${strong}${' '.repeat(gap)}${paper.ink.dim(right)}`]
  return [strong, `${' '.repeat(detail)}${paper.ink.dim(right)}`]
}

function statement({ requirement, findings }: Violation): string {
  return shown(requirement?.requirement ?? findings[0].items[0].scenario.title, 500)
}

function body(finding: Finding, paper: Paper): readonly string[] {
  return [
    ...field(paper, detail, 'expected', shown(finding.expected)),
    ...field(paper, detail, 'observed', shown(finding.observed)),
  ]
}

function further(finding: Finding, run: FinishedRun, paper: Paper): readonly string[] {
  return [
    ...body(finding, paper),
    ...exchangeLine(finding.items[0], run, paper),
    ...checks(finding.items, paper),
    ...repeat(finding.items[0], run, paper),
  ]
}

function others(rest: readonly Violation[], paper: Paper): readonly string[] {
  if (rest.length === 0) return []
  const ids = rest.map(({ id }) => `${' '.repeat(detail)}${shown(id)}`)
  return ['', ...paragraph(paper, 2, `And ${rest.length} more, told in full by the JSON report:`), ...ids]
}

function joined(entries: readonly (readonly string[])[]): readonly string[] {
  return entries.flatMap((entry, index) => (index === 0 ? entry : ['', ...entry]))
}
