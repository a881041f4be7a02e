import { closest } from '../decode/closest.ts'
import { parametersOf } from '../drive/discover/parameters.ts'
import { InputError } from '../model/errors.ts'
import type { Profile } from '../model/profile.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import type { Target } from '../model/target.ts'
import { type Selection, scenariosOf, selects } from '../plan/plan.ts'
import { rowId, rowsOf } from '../plan/rows.ts'
import { severityOf } from '../plan/severity.ts'
import { tagsOf } from '../plan/tags.ts'

/** What narrows a run down without naming scenarios. */
export interface Narrowing {
  /** Scenarios with at least one of these. */
  readonly tag: readonly string[]
  /** fail: scenarios that can fail. warn: those that can at least warn. */
  readonly severity?: 'fail' | 'warn'
}

/** The selection with what tags and severity leave of it, as ids: evidence and reports name what was run, whoever judges them again. */
export function narrow(
  specs: Specs,
  profile: Profile,
  target: Target,
  { only, skip, tag, severity }: Selection & Narrowing,
): Selection {
  if (tag.length === 0 && severity === undefined) return { only, skip }
  const all = candidates(specs, profile)
  checkTags(tag, all, profile)
  const fitting = all.filter(
    ({ tags, severities }) =>
      (tag.length === 0 || tag.some((each) => tags.has(each))) &&
      (severity === undefined || severities.has('fail') || (severity === 'warn' && severities.has('warn'))),
  )
  const parameters = parametersOf(target, profile)
  const ids = fitting.flatMap(({ scenario }) => {
    const rows = rowsOf(scenario, parameters).map((row) => rowId(scenario, row))
    const chosen = rows.filter((row) => selects({ only, skip }, scenario.id, row))
    return chosen.length === rows.length ? scenario.id : chosen
  })
  if (ids.length > 0) return { only: ids, skip }
  const wanted = [...tag.map((each) => `--tag ${each}`), ...(severity === undefined ? [] : [`--severity ${severity}`])]
  const fix = 'Leave one of these options out, or see "grantcheck list scenarios" with the same ones.'
  throw new InputError([{ message: `no scenario of profile ${profile.id} is left by ${wanted.join(' ')}`, fix }])
}

interface Candidate {
  readonly scenario: Scenario
  readonly tags: ReadonlySet<string>
  readonly severities: ReadonlySet<string>
}

function candidates(specs: Specs, profile: Profile): readonly Candidate[] {
  const severitiesOf = (ids: readonly (string | undefined)[]): ReadonlySet<string> =>
    new Set(
      ids.flatMap((id) => {
        const requirement = id === undefined ? undefined : specs.requirements[id]
        return requirement === undefined ? [] : severityOf(requirement, profile).severity
      }),
    )
  const scenarios = scenariosOf(specs, profile).map((scenario) => {
    const cited = scenario.steps.flatMap(({ expect }) => expect.map(({ requirement }) => requirement))
    return { scenario, tags: tagsOf(scenario), severities: severitiesOf(cited) }
  })
  const limitations = profile.limitations.flatMap((id) => specs.limitations[id] ?? [])
  return [
    ...scenarios,
    ...limitations.map(({ scenario, requirement }) => ({
      scenario,
      tags: tagsOf(scenario, requirement),
      severities: severitiesOf([requirement]),
    })),
  ]
}

/** A tag that nothing has is a slip. */
function checkTags(tag: readonly string[], all: readonly Candidate[], profile: Profile): void {
  const known = [...new Set(all.flatMap(({ tags }) => [...tags]))].toSorted()
  const problems = tag
    .filter((each) => !known.includes(each))
    .map((each) => {
      const near = closest(each, known)
      const hint = near === undefined ? '' : `Did you mean "${near}"? `
      return {
        message: `no scenario of profile ${profile.id} has the tag "${each}"`,
        fix: `${hint}The tags are ${known.join(', ')}.`,
      }
    })
  if (problems.length > 0) throw new InputError(problems)
}
