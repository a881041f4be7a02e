import { XMLBuilder } from 'fast-xml-parser'
import type { FleetIndex, FleetResult } from '../../suites/model/fleet.ts'
import { shown, shownReason } from '../text.ts'
import { xmlSafe } from '../xml.ts'
import { findingsOf, outcomeOf, partOf, reasonOfResult, tallyOf } from './ranks.ts'

/** One suite for the fleet, one case for each target. A target that nobody could decide, or that was not run, is an error and never green. */
export function renderFleetJunit(index: FleetIndex): string {
  const cases = [...index.entries.map(caseOf), ...index.open.map(openCase)]
  const count = (kind: Kind): number => cases.filter((each) => each.kind === kind).length
  const seconds = index.entries.reduce((sum, { run }) => sum + (run?.durationMs ?? 0), 0) / 1000
  const counts = { '@tests': cases.length, '@failures': count('failure'), '@errors': count('error') }
  const suite = {
    '@name': shown(index.fleet.title),
    ...counts,
    '@skipped': 0,
    '@timestamp': index.startedAt.slice(0, 19),
    '@time': seconds.toFixed(3),
    properties: { property: propertiesOf(index) },
    testcase: cases.map(({ node }) => node),
    'system-out': '',
    'system-err': '',
  }
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true })
  const body = builder.build({ testsuites: { '@name': 'grantcheck fleet', ...counts, testsuite: suite } })
  return xmlSafe(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`)
}

const propertiesOf = (index: FleetIndex): readonly object[] =>
  Object.entries({
    file: shown(index.fleet.file),
    targets: partOf(index),
    complete: index.complete ? 'yes' : `no: ${tallyOf(index)}`,
  }).map(([name, value]) => ({ '@name': name, '@value': value }))

type Kind = 'passed' | 'failure' | 'error'

interface Case {
  readonly kind: Kind
  readonly node: object
}

function caseOf(result: FleetResult): Case {
  const { outcome, because, run, id, target } = result
  const about = {
    '@name': shown(id),
    '@classname': 'grantcheck.fleet',
    '@time': ((run?.durationMs ?? 0) / 1000).toFixed(3),
  }
  const text = [
    `target: ${shown(target)}`,
    `outcome: ${outcomeOf(result)}`,
    run?.partial === true ? 'partial run: no profile is claimed' : '',
    shownReason(because),
    findingsOf(result),
    shownReason(reasonOfResult(result)),
  ]
  const told = {
    '@message': shownReason(because),
    '@type': outcome,
    '#text': [...new Set(text)].filter((each) => each !== '').join('\n'),
  }
  if (result.exitCode === 0)
    return { kind: 'passed', node: run?.partial === true ? { ...about, 'system-out': outcomeOf(result) } : about }
  return outcome === 'nonconformant' || outcome === 'conformant'
    ? { kind: 'failure', node: { ...about, failure: told } }
    : { kind: 'error', node: { ...about, error: told } }
}

function openCase(id: string): Case {
  const error = { '@message': 'the fleet was cut short before this target', '@type': 'not run' }
  return { kind: 'error', node: { '@name': shown(id), '@classname': 'grantcheck.fleet', '@time': '0.000', error } }
}
