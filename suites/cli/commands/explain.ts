import { existsSync } from 'node:fs'
import pc from 'picocolors'
import { closest } from '../../decode/closest.ts'
import { own } from '../../decode/own-record.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import type { Specs } from '../../model/specs.ts'
import { type Version, versionOf } from '../../plan/frozen-profile.ts'
import { findProfile } from '../../run/open-target.ts'
import { exitCodes } from '../exit-codes.ts'
import {
  explainDeviation,
  explainLimitation,
  explainProfile,
  explainRequirement,
  explainScenario,
  explainVulnerability,
} from '../explanations.ts'
import type { Io } from '../io.ts'

/** Explains anything that has an id, and a profile file, in plain words. Throws InputError with the nearest id when there is none. */
export async function explain(id: string, named: string | undefined, io: Io): Promise<number> {
  const shipped = await loadShipped()
  const specs = named === undefined ? shipped : (await findProfile(named, shipped)).specs
  const text =
    find(id, specs, io) ?? (existsSync(id) ? profileText(await findProfile(id, shipped), shipped, io) : undefined)
  if (text === undefined) throw unknown(id, specs, named !== undefined)
  io.out(text)
  return exitCodes.conformant
}

function find(id: string, specs: Specs, io: Io): string | undefined {
  const colors = pc.createColors(io.color)
  const requirement = own(specs.requirements, id)
  if (requirement !== undefined) return explainRequirement(requirement, specs, colors, io.width)
  // A check's id is "scenario[row]:step:name": what it belongs to is the scenario.
  const name = id.replace(/[[:].*$/su, '')
  const scenario = own(specs.scenarios, name)
  if (scenario !== undefined) return explainScenario(scenario, specs, colors, io.width)
  const limitation = own(specs.limitations, name.replace(/^limitations\//u, ''))
  if (limitation !== undefined) return explainLimitation(limitation, colors, io.width)
  const known = Object.values(specs.vulnerabilities).find((each) => each.id === id || each.aliases?.includes(id))
  if (known !== undefined) return explainVulnerability(known, specs, colors, io.width)
  const deviation = deviationOf(id, specs)
  if (deviation !== undefined) return explainDeviation(deviation, colors, io.width)
  const [profile, version] = id.split('@')
  const found = versionOf(specs, profile ?? id, version)
  return found === undefined ? undefined : profileText(found, specs, io)
}

const profileText = (found: Version, specs: Specs, io: Io): string =>
  explainProfile(found, specs, pc.createColors(io.color), io.width)

/** Deviations belong to profiles: the same id means the same in each that has it. */
function deviationOf(id: string, { profiles }: Specs) {
  const all = Object.values(profiles).flatMap((profile) =>
    profile.deviations.map((each) => ({ profile: profile.id, deviation: each })),
  )
  return all.find(({ deviation }) => deviation.id === id)
}

function unknown(id: string, specs: Specs, hasOwn: boolean): InputError {
  const { requirements, scenarios, limitations, profiles, vulnerabilities } = specs
  const ids = [
    ...[requirements, scenarios, limitations, profiles, vulnerabilities].flatMap((group) => Object.keys(group)),
    ...Object.values(profiles).flatMap(({ deviations }) => deviations.map((each) => each.id)),
  ]
  const near = closest(id, ids)
  const within = ids.filter((each) => each.includes(id)).slice(0, 8)
  const hint =
    within.length > 0
      ? `Ids that contain it: ${within.join(', ')}.`
      : near === undefined
        ? ''
        : `Did you mean "${near}"?`
  return new InputError([
    {
      message: `unknown id "${id}"`,
      fix: `${hint} "grantcheck list requirements" and "grantcheck list scenarios" show all ids${hasOwn ? '' : '; one of your own needs --profile FILE'}.`.trim(),
    },
  ])
}
