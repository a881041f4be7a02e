import type { Problem } from '../model/errors.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { fileChecks } from './check/file-checks.ts'
import { toScenario } from './convert/to-scenario.ts'
import type { FileSet } from './files/file-set.ts'
import { readOne } from './files/read-kind.ts'
import { lint } from './lint/lint.ts'
import { worldOf } from './lint/world.ts'

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const nothingBroken = { requirement: false, scenario: false, profile: false, schema: false }

/** Reads scenarios that stand in no file yet, as strictly as any file: what it takes, `grantcheck lint` takes too. */
export function scenarioReader(specs: Specs): (file: string, text: string) => ReadScenario {
  const none: FileSet = { requirements: [], limitations: [], profiles: [], scenarios: [] }
  const world = worldOf(none, specs, nothingBroken)
  return (file, text) => {
    const read = readOne(file, text, fileChecks.scenario)
    if (!read.ok) return read
    const { raw, yaml } = read.loaded
    const problems = lint({ ...none, scenarios: [read.loaded] }, world)
    return problems.length > 0 ? { ok: false, problems } : { ok: true, scenario: toScenario(raw, yaml) }
  }
}
