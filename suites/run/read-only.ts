import { own } from '../decode/own-record.ts'
import { parametersOf } from '../drive/discover/parameters.ts'
import { writes } from '../drive/read-only.ts'
import { InputError } from '../model/errors.ts'
import type { Row, Step } from '../model/scenario.ts'
import { type Selection, scenariosOf, selects } from '../plan/plan.ts'
import { rowId, rowsOf } from '../plan/rows.ts'
import type { Opened } from './open-target.ts'

export interface ReadOnly {
  readonly opened: Opened
  /** Without the scenarios that change something at the server: evidence and reports name what was left out. */
  readonly selection: Selection
  /** What is not judged, in one line. */
  readonly words: string
}

/** A run that registers, changes, revokes and deletes nothing. Throws InputError where nothing is left of it. */
export function readOnly(opened: Opened, { only, skip }: Selection): ReadOnly {
  const { specs, profile, target } = opened
  const parameters = parametersOf(target, profile)
  const limitations = profile.limitations.flatMap((id) => specs.limitations[id]?.scenario ?? [])
  const selected = [...scenariosOf(specs, profile), ...limitations].flatMap((scenario) =>
    rowsOf(scenario, parameters)
      .map((row) => ({ scenario, row, id: rowId(scenario, row) }))
      .filter(({ id }) => selects({ only, skip }, scenario.id, id)),
  )
  const writing = selected.filter(({ scenario, row }) => scenario.steps.some((step) => writesIn(step, row)))
  if (writing.length === selected.length)
    throw new InputError([
      {
        message: `every scenario that is selected changes something at the server, so that --read-only leaves nothing`,
        fix: 'Select others, or leave --read-only out.',
      },
    ])
  const wholly = new Set(writing.map(({ scenario }) => scenario))
  for (const each of selected) if (!writing.includes(each)) wholly.delete(each.scenario)
  const left = [...new Set(writing.map(({ scenario, id }) => (wholly.has(scenario) ? scenario.id : id)))]
  const groups = [...new Set(left.map((id) => id.split('/')[0] ?? id))].toSorted()
  return {
    opened: { ...opened, target: { ...target, readOnly: true } },
    selection: { only, skip: [...skip, ...left] },
    words: `read-only: nothing is registered, changed, revoked or deleted; ${writing.length} of ${selected.length} scenarios are not judged${groups.length === 0 ? '' : `, in ${groups.join(', ')}`}, and none for which a client would have to be registered`,
  }
}

/** A method that the row does not name is known when the step is sent: until then it may be any. */
function writesIn({ operation, request: { http_method: method = 'GET' } }: Step, row: Row): boolean {
  const name = typeof method === 'string' ? /^\$matrix\.(\w+)$/u.exec(method)?.[1] : undefined
  return writes(operation, name === undefined ? method : own(row, name))
}
