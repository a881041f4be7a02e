import type { Finding, FinishedRun, RequirementReport } from '../../suites/model/report.ts'
import {
  demandOf,
  extent,
  historyOf,
  type Observation,
  sourceOf,
  type ToldFinding,
  tally,
  toldFindings,
} from '../findings.ts'
import { columns, shown, shownReason, wrap } from '../text.ts'
import { checks, curl, exchangeLine, repeat } from './entry.ts'
import { detail, field, heading, labelled, numbered, type Paper, paragraph, type Tint } from './paper.ts'

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

/** What is wrong, one entry for each root cause, in the report's order. Nothing when nothing is. */
export function findings(run: FinishedRun, paper: Paper): readonly string[] {
  const all = toldFindings(run.report)
  if (all.length === 0) return []
  const full = paper.verbose ? all : all.slice(0, told)
  const failed = all.some(({ finding }) => finding.severity === 'fail')
  return [
    ...heading(paper, `Findings: ${tally(run.report.findings)}`, (text) =>
      paper.ink.bold(failed ? paper.ink.red(text) : paper.ink.yellow(text)),
    ),
    ...full.flatMap((each, index) => [...(index === 0 ? [] : ['']), ...entry(each, index, run, paper)]),
    ...others(all.slice(full.length), paper),
  ]
}

function entry(each: ToldFinding, index: number, run: FinishedRun, paper: Paper): readonly string[] {
  const { finding, observations, item } = each
  const [first, ...rest] = observations
  const kept = paper.verbose ? rest : rest.slice(0, 1)
  const hidden = rest.length - kept.length
  return [
    ...headline(finding, index, paper),
    '',
    ...demands(each, paper),
    ...field(paper, detail, 'because', shownReason(historyOf(finding))),
    ...seen(first, paper),
    ...exchangeLine(item, run, paper),
    ...checks(first.items, paper),
    ...(finding.blocks.length === 0 ? [] : field(paper, detail, 'extent', extent(finding))),
    ...field(paper, detail, 'remedy', shown(finding.remedy, 400)),
    ...field(paper, detail, 'known', finding.cve === undefined ? '' : `the same fault as ${finding.cve.join(', ')}`),
    // A warning is not worth a command line of its own unless somebody asks for everything.
    ...(finding.severity === 'fail' || paper.verbose ? curl(item, run, paper) : []),
    ...repeat(item, run, paper),
    ...kept.flatMap((observation) => ['', ...further(observation, run, paper)]),
    ...(hidden === 0
      ? []
      : ['', ...paragraph(paper, detail, `and ${hidden} more that differ in what was observed`, paper.ink.dim)]),
  ]
}

/** "  1. Title .......... security, fail": its class and severity at the right edge, or below when there is no room. */
function headline(finding: Finding, index: number, paper: Paper): readonly string[] {
  const right = `${finding.class}, ${finding.severity}`
  const tint: Tint = finding.severity === 'fail' ? paper.ink.red : paper.ink.yellow
  const lines = wrap(shown(finding.title, 400), paper.width - detail)
  const strong = lines.map((line, at) => paper.ink.bold(`${at === 0 ? numbered(index) : ' '.repeat(detail)}${line}`))
  const gap = paper.width - detail - columns(lines.at(-1) ?? '') - columns(right)
  if (gap >= 2) return [...strong.slice(0, -1), `${strong.at(-1)}${' '.repeat(gap)}${tint(right)}`]
  return [...strong, `${' '.repeat(detail)}${tint(right)}`]
}

/** The requirements that are not met: the first three in full, the others as a number. */
function demands({ finding, requirements }: ToldFinding, paper: Paper): readonly string[] {
  const full = paper.verbose ? requirements : requirements.slice(0, 3)
  const rest = requirements.length - full.length
  return [
    ...full.flatMap((requirement) => demand(requirement, demandOf(finding, requirement), paper)),
    ...(rest === 0 ? [] : paragraph(paper, detail, `and ${rest} more requirements`, paper.ink.dim)),
  ]
}

function demand(requirement: RequirementReport, says: string, paper: Paper): readonly string[] {
  const [id, source] = [shown(requirement.id), sourceOf(requirement)]
  const fits = columns(id) + columns(source) + 2 <= paper.width - detail - 11
  return labelled(paper, detail, 'asked by', [
    ...(fits ? [`${paper.ink.bold(id)}  ${paper.ink.dim(source)}`] : [paper.ink.bold(id), paper.ink.dim(source)]),
    ...(says === '' ? [] : wrap(shown(says, 500), paper.width - detail - 11)),
  ])
}

function seen(observation: Observation, paper: Paper): readonly string[] {
  return [
    ...field(paper, detail, 'expected', shown(observation.expected)),
    ...field(paper, detail, 'observed', shown(observation.observed)),
  ]
}

function further(observation: Observation, run: FinishedRun, paper: Paper): readonly string[] {
  const [item] = observation.items
  return [
    ...seen(observation, paper),
    ...exchangeLine(item, run, paper),
    ...checks(observation.items, paper),
    ...repeat(item, run, paper),
  ]
}

function others(rest: readonly ToldFinding[], paper: Paper): readonly string[] {
  if (rest.length === 0) return []
  const titles = rest.flatMap(({ finding }) => [
    `${' '.repeat(detail)}${shown(finding.title, paper.width - detail - 1)}`,
  ])
  return ['', ...paragraph(paper, 2, `And ${rest.length} more, told in full by the HTML and JSON reports:`), ...titles]
}
