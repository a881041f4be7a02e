import { closest } from '../decode/closest.ts'
import { parametersOf } from '../drive/discover/parameters.ts'
import { InputError } from '../model/errors.ts'
import type { Profile } from '../model/profile.ts'
import type { Specs } from '../model/specs.ts'
import type { Target } from '../model/target.ts'
import { type Selection, scenariosOf, selects } from '../plan/plan.ts'
import { rowId, rowsOf } from '../plan/rows.ts'

/** Checks --only and --skip against the profile: a glob that matches nothing is a mistake, not an empty run. */
export function checkSelection(specs: Specs, profile: Profile, { only, skip }: Selection, target: Target): void {
  const parameters = parametersOf(target, profile)
  const limitations = profile.limitations.flatMap((id) => specs.limitations[id]?.scenario ?? [])
  const rows = [...scenariosOf(specs, profile), ...limitations].flatMap((scenario) =>
    rowsOf(scenario, parameters).map((row) => ({ scenario: scenario.id, id: rowId(scenario, row) })),
  )
  const lost = [...only, ...skip].filter(
    (glob) => !rows.some((row) => selects({ only: [glob], skip: [] }, row.scenario, row.id)),
  )
  if (lost.length === 0) return
  const names = [...new Set(rows.map((row) => row.scenario))]
  throw new InputError(
    lost.map((glob) => {
      const near = nearest(glob, names)
      return {
        message: `"${glob}" matches no scenario of profile ${profile.id}`,
        fix: `${near === undefined ? '' : `Did you mean "${near}"? `}"grantcheck list scenarios --profile ${profile.id}" shows them all.`,
      }
    }),
  )
}

/** The nearest id; of a glob the one whose plain parts come nearest, so that "tokn/*" leads to "token/*". */
function nearest(glob: string, names: readonly string[]): string | undefined {
  const near = closest(glob, names)
  if (near !== undefined || !glob.endsWith('/*')) return near
  const folder = closest(glob.slice(0, -2), [...new Set(names.map((name) => name.split('/')[0] ?? name))])
  return folder === undefined ? undefined : `${folder}/*`
}
