import pc from 'picocolors'
import { citation } from '../../../reports/sections.ts'
import { closest } from '../../decode/closest.ts'
import { discover } from '../../drive/discover/discover.ts'
import { embed } from '../../embedded/embedded.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import type { Plan } from '../../model/plan.ts'
import type { Specs } from '../../model/specs.ts'
import { scoredSet, versionsOf } from '../../plan/frozen-profile.ts'
import { makePlan } from '../../plan/plan.ts'
import { type Narrowing, narrow } from '../../run/narrow.ts'
import { findProfile, openTarget, type TargetOptions } from '../../run/open-target.ts'
import { timeoutFor } from '../../run/run-profile.ts'
import { checkSelection } from '../../run/selection.ts'
import { checkTimes } from '../../run/times.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'

export interface ListOptions extends TargetOptions, Narrowing {
  readonly what: string
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly timeout?: number
  readonly uncovered?: boolean
  readonly format: 'text' | 'json'
}

/** Lists what there is. `scenarios` looks at the target first (discovery only) and says what would run, and why the rest would not. */
export async function list(options: ListOptions, io: Io): Promise<number> {
  const specs = await loadShipped()
  switch (options.what) {
    case 'profiles':
      return print(io, options, listProfiles(specs))
    case 'requirements':
      return print(io, options, listRequirements(await specsOf(options, specs, io), options.uncovered === true))
    case 'scenarios':
      return print(io, options, await listScenarios(options, specs, io))
    default:
      throw unknownList(options.what)
  }
}

function unknownList(what: string): InputError {
  const near = closest(what, ['scenarios', 'requirements', 'profiles'])
  const hint = near === undefined ? '' : `Did you mean "${near}"? `
  const fix = `${hint}Write list scenarios, list requirements or list profiles.`
  return new InputError([{ message: `there is nothing called "${what}" to list`, fix }])
}

/** With a profile file of the user's own, named here or in the target file: its rules and scenarios too. */
async function specsOf(options: ListOptions, specs: Specs, { env }: Io): Promise<Specs> {
  if (options.target !== undefined) return (await openTarget(options, specs, { env })).specs
  return options.profile === undefined ? specs : (await findProfile(options.profile, specs)).specs
}

interface Row {
  readonly id: string
  readonly text: string
  readonly detail: string
}

function print(io: Io, options: ListOptions, rows: readonly Row[]): number {
  if (options.format === 'json') {
    io.out(`${JSON.stringify(rows, null, 2)}\n`)
    return exitCodes.conformant
  }
  const { dim } = pc.createColors(io.color)
  const width = Math.min(60, Math.max(...rows.map((row) => row.id.length), 0))
  for (const row of rows)
    io.out(`${row.id.padEnd(width)}  ${row.text}${row.detail === '' ? '' : dim(`  ${row.detail}`)}\n`)
  return exitCodes.conformant
}

function listProfiles(specs: Specs): readonly Row[] {
  return Object.values(specs.profiles).map((profile) => ({
    id: profile.id,
    text: `version ${profile.version}: ${profile.title}`,
    detail: `${Object.keys(scoredSet(specs, profile)).length} requirements; TARGET: ${profile.target}; versions: ${versionsOf(specs, profile).join(', ')}`,
  }))
}

function listRequirements(specs: Specs, uncovered: boolean): readonly Row[] {
  const cited = citedBy(specs)
  return Object.values(specs.requirements)
    .filter((requirement) => !uncovered || !cited.has(requirement.id))
    .map((requirement) => {
      const checks = cited.get(requirement.id)
      const covered = checks === undefined ? (requirement.excluded ?? 'no check yet') : [...checks].join(', ')
      return {
        id: requirement.id,
        text: `${requirement.level}, ${citation(requirement)}`,
        detail: covered,
      }
    })
}

/** Requirement id -> ids of the scenarios and limitations that cite it. */
export function citedBy(specs: Specs): ReadonlyMap<string, ReadonlySet<string>> {
  const cited = new Map<string, Set<string>>()
  const add = (requirement: string | undefined, by: string): void => {
    if (requirement !== undefined) cited.set(requirement, (cited.get(requirement) ?? new Set()).add(by))
  }
  for (const scenario of Object.values(specs.scenarios)) {
    for (const step of scenario.steps) for (const check of step.expect) add(check.requirement, scenario.id)
  }
  for (const limitation of Object.values(specs.limitations)) add(limitation.requirement, `limitations/${limitation.id}`)
  return cited
}

async function listScenarios(options: ListOptions, specs: Specs, io: Io): Promise<readonly Row[]> {
  const opened = await openTarget(options, specs, { env: io.env, embed })
  try {
    checkSelection(opened.specs, opened.profile, options, opened.target)
    checkTimes(opened.specs, opened.profile, opened.target)
    const selection = narrow(opened.specs, opened.profile, opened.target, options)
    const { facts } = await discover({
      profile: opened.profile,
      target: opened.target,
      timeoutMs: timeoutFor(opened.target, options.timeout),
      signal: io.signal,
    })
    return describe(makePlan(opened.specs, opened.profile, facts, selection))
  } finally {
    await opened.close()
  }
}

function describe(plan: Plan): readonly Row[] {
  const rows = [...plan.rows, ...plan.limitations.map((each) => each.row)]
  return rows.flatMap((row) => {
    switch (row.applies.kind) {
      case 'run':
        return [{ id: row.id, text: 'runs', detail: row.scenario.title }]
      case 'not-applicable':
        return [{ id: row.id, text: 'not applicable', detail: row.applies.because }]
      case 'deselected':
        return []
      default:
        return row.applies satisfies never
    }
  })
}
