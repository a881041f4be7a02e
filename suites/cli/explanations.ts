import type pc from 'picocolors'
import { citation } from '../../reports/sections.ts'
import { listOf } from '../decode/list-of.ts'
import { own } from '../decode/own-record.ts'
import { writtenParameter } from '../language/parameter.ts'
import { type FrozenSet, versionName } from '../model/frozen.ts'
import type { Vulnerability } from '../model/language.ts'
import type { Limitation } from '../model/limitation.ts'
import type { Profile, ProfileTarget, Severity } from '../model/profile.ts'
import type { Requirement } from '../model/requirement.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { scoredSet, type Version, versionsOf } from '../plan/frozen-profile.ts'
import { severityOf } from '../plan/severity.ts'
import { citedBy } from './commands/list.ts'
import { wrap } from './wrap.ts'

type Colors = ReturnType<typeof pc.createColors>

function page(
  title: string,
  parts: readonly (readonly [label: string, text: string | undefined])[],
  colors: Colors,
  width: number,
): string {
  const body = parts
    .filter((part): part is readonly [string, string] => part[1] !== undefined && part[1] !== '')
    .map(([label, text]) => `${colors.bold(label)}\n${wrap(text, width, '  ')}\n`)
  return `${colors.bold(colors.cyan(title))}\n\n${body.join('\n')}`
}

const force = { explicit: 'stands in the text', derived: 'follows from the text, no keyword of its own' } as const

const unverified = 'Nobody has compared this entry with the text of the document yet, so a violation warns at most.'

/** A requirement: what it asks, where it stands, how it is probed, what passes and what fails. */
export function explainRequirement(requirement: Requirement, specs: Specs, colors: Colors, width: number): string {
  const by = [...(citedBy(specs).get(requirement.id) ?? [])]
  return page(
    requirement.id,
    [
      ['Asks', requirement.requirement],
      ['Source', `${citation(requirement)}: ${requirement.level} (${force[requirement.force]})`],
      ['Addressed to', requirement.role?.replaceAll('_', ' ')],
      ['Not verified', requirement.verified ? undefined : unverified],
      ['Needs', requirement.needs.join(', ')],
      ['Probe', requirement.probe],
      ['Passes', requirement.pass],
      ['Fails', requirement.fail],
      ['Pitfalls', requirement.pitfalls],
      ['What a violation counts as', countsAs(requirement, specs)],
      ['Checked by', by.length > 0 ? by.join(', ') : (requirement.excluded ?? 'no check yet')],
    ],
    colors,
    width,
  )
}

/** One line for each severity that profiles give it, with the profiles and their reason. */
function countsAs(requirement: Requirement, specs: Specs): string {
  const profiles = new Map<string, string[]>()
  for (const profile of Object.values(specs.profiles)) {
    if (!Object.hasOwn(scoredSet(specs, profile), requirement.id)) continue
    const { severity, because } = severityOf(requirement, profile)
    const line = `${counting[severity]}${because === '' ? '' : ` (${because.replace(/\.$/u, '')})`}`
    profiles.set(line, [...(profiles.get(line) ?? []), profile.id])
  }
  return [...profiles].map(([line, ids]) => `${ids.join(', ')}: ${line}`).join('\n')
}

const counting: Readonly<Record<Severity, string>> = {
  fail: 'a failure',
  warn: 'a warning',
  accepted: 'accepted',
}

/** A scenario: what it does step by step, which requirements it cites, which alternatives it allows. */
export function explainScenario(scenario: Scenario, specs: Specs, colors: Colors, width: number): string {
  const matrix = Object.entries(scenario.matrix).map(([name, values]) => `${name}: ${listOf(values).join(', ')}`)
  const steps = scenario.steps.map((step) => {
    const cited = step.expect.flatMap((check) => {
      const requirement = check.requirement === undefined ? undefined : specs.requirements[check.requirement]
      return requirement === undefined ? [] : [`    ${requirement.id}: ${requirement.requirement}`]
    })
    return [
      `${step.id}: ${step.operation}${step.control ? ' (control: must succeed for the rest to mean anything)' : ''}`,
      ...new Set(cited),
    ].join('\n')
  })
  const allows = (scenario.allows ?? []).map(
    ({ gate, because, source }) => `${listOf(gate).join(', ')}: ${because} (${source})`,
  )
  return page(
    scenario.id,
    [
      ['What it does', scenario.title],
      ['Kind', scenario.kind],
      ['Alternatives that are allowed', scenario.about],
      ['Requests that the server may refuse', allows.join('\n')],
      ['Needs', scenario.needs.join(', ')],
      ['Runs once per', matrix.join('\n')],
      ['Steps', steps.join('\n')],
      ['File', `${scenario.at.file}:${scenario.at.line}`],
    ],
    colors,
    width,
  )
}

/** A published vulnerability: what is wrong, how it looks, and which check is red for it, or why it is not seen. */
export function explainVulnerability(known: Vulnerability, specs: Specs, colors: Colors, width: number): string {
  const violated = (known.requirements ?? []).map((id) => `${id}: ${specs.requirements[id]?.requirement ?? ''}`)
  const by = (known.requirements ?? []).flatMap((id) => [...(citedBy(specs).get(id) ?? [])])
  return page(
    known.id,
    [
      ['What is wrong', known.fault],
      ['Product', `${known.product}${known.year === undefined ? '' : ` (${known.year})`}`],
      ['Also known as', (known.aliases ?? []).join(', ')],
      ['What it looks like over HTTP', known.looks],
      ['Violates', violated.join('\n')],
      ['Checked by', known.pattern === undefined ? '' : [...new Set(by)].join(', ')],
      ['Not seen of it', known.partly],
      ['Why it is not seen', known.unseen],
      ['Published at', known.reference],
    ],
    colors,
    width,
  )
}

/** A limitation: its statement and its decision tables, row by row. */
export function explainLimitation(limitation: Limitation, colors: Colors, width: number): string {
  const tables = limitation.tables.map((table) => {
    const rows = table.rows.map(
      (row) => `- ${[row.outcome, row.grade].filter((each) => each !== undefined).join(', ')}: ${row.because}`,
    )
    return [`${table.probe}: ${table.title}`, ...rows].join('\n')
  })
  return page(
    `limitations/${limitation.id}`,
    [
      ['States', limitation.statement],
      [
        'How it is decided',
        'Per probe the first row that fits; of all probes the worst outcome (violated, then inconclusive, then upheld).',
      ],
      ['Tables', tables.join('\n\n')],
    ],
    colors,
    width,
  )
}

/** A documented deviation: what shows it, how the profile treats it, and why. */
export function explainDeviation(
  { profile, deviation }: { readonly profile: string; readonly deviation: Profile['deviations'][number] },
  colors: Colors,
  width: number,
): string {
  return page(
    deviation.id,
    [
      ['Shows itself as', deviation.shows],
      ['Why', deviation.reason],
      ['How it is treated', `${deviation.treatment} (${deviation.class}) by the profile ${profile}`],
    ],
    colors,
    width,
  )
}

const targets = {
  issuer: 'the issuer',
  'base-url': "the host's base URL",
  'fhir-base-url': 'the base URL of the FHIR server',
} as const satisfies Record<ProfileTarget, string>

function versionsText(shipped: Specs, profile: Profile): string | undefined {
  const name = versionName(profile.id, profile.version)
  // A profile of the user's own is what its file says today: nothing is frozen.
  if (own(shipped.frozen, name) === undefined) return undefined
  return `${versionsOf(shipped, profile).join(', ')}. "--profile ${name}" judges by what this one scores, also in years.`
}

/** A profile in one of its versions: what it scores, parameters, deviations, and what TARGET means. `shipped`: all versions. */
export function explainProfile({ specs, profile }: Version, shipped: Specs, colors: Colors, width: number): string {
  const set = scoredSet(specs, profile)
  const named = (severity: Severity): number => Object.values(set).filter((each) => each === severity).length
  return page(
    `${profile.id} (version ${profile.version})`,
    [
      ['What it is', `${profile.title}\n${profile.description}`],
      ['TARGET', targets[profile.target]],
      [
        'Parameters (--set)',
        Object.entries(profile.parameters)
          .map(
            ([name, parameter]) =>
              `${name} = ${parameter.default === undefined ? '(not set)' : writtenParameter(parameter.default)}: ${parameter.description}`,
          )
          .join('\n'),
      ],
      [
        'Scores',
        `${Object.keys(set).length} requirements: a violation of ${named('fail')} fails, of ${named('warn')} warns, of ${named('accepted')} is accepted\n${documents(specs, set)}`,
      ],
      ['Versions', versionsText(shipped, profile)],
      ['Scenarios', profile.scenarios.join(', ')],
      ['Limitations', profile.limitations.join(', ')],
      [
        'Severities of its own',
        profile.severities.map((rule) => `${rule.requirement}: ${rule.severity}, ${rule.because}`).join('\n'),
      ],
      [
        'Documented deviations',
        profile.deviations
          .map(
            (deviation) =>
              `${deviation.id} (${deviation.class}, ${deviation.treatment}): ${deviation.shows}. ${deviation.reason}`,
          )
          .join('\n'),
      ],
    ],
    colors,
    width,
  )
}

/** How many of the requirements each document has, most first. */
function documents(specs: Specs, set: FrozenSet): string {
  const counts = new Map<string, number>()
  for (const id of Object.keys(set)) {
    const source = specs.requirements[id]?.source ?? id
    counts.set(source, (counts.get(source) ?? 0) + 1)
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([source, count]) => `${source}: ${count}`)
    .join(', ')
}
