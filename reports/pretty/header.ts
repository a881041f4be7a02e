import type { Report } from '../../suites/model/report.ts'
import { claimed, productOf } from '../claim.ts'
import { count, shown } from '../text.ts'
import { field, type Paper } from './paper.ts'

/** What was looked at, by which rules, and how much was done. */
export function header(report: Report, paper: Paper): readonly string[] {
  const { tool, target } = report
  return [
    '',
    `  ${paper.ink.bold(tool.name)} ${tool.version}`,
    '',
    ...field(paper, 2, 'target', targetLine(target)),
    ...field(paper, 2, 'product', productOf(target) ?? ''),
    ...field(paper, 2, 'profile', claimed(report)),
    ...(target.lacks ?? []).flatMap((lack) => field(paper, 2, 'but', shown(lack, 200))),
    ...field(paper, 2, 'run', runLine(report)),
    ...(paper.verbose ? endpoints(report, paper) : []),
  ]
}

function targetLine({ named, issuer, baseUrl }: Report['target']): string {
  const url = issuer ?? baseUrl
  if (url === undefined || url === named) return shown(named)
  return `${shown(named)} (${issuer === undefined ? 'base URL' : 'issuer'} ${shown(url)})`
}

function runLine(report: Report): string {
  const checks = report.scenarios.reduce((sum, scenario) => sum + scenario.checks.length, 0)
  const { exchanges, durationMs, seed } = report.run
  const what = `${count(checks, 'check')} in ${count(report.scenarios.length, 'scenario')}`
  return `${what}, ${count(exchanges, 'request')} in ${(durationMs / 1000).toFixed(1)} s, seed ${seed}`
}

function endpoints(report: Report, paper: Paper): readonly string[] {
  const named = Object.entries(report.target.endpoints)
  const wide = Math.max(...named.map(([name]) => name.length)) + 2
  const urls = named.flatMap(([name, url]) => field(paper, 4, name, shown(url), wide))
  return [...urls, ...field(paper, 2, 'offers', report.target.capabilities.join(', '))]
}
