import type { Selection } from '../plan/plan.ts'
import { type Narrowing, narrow } from './narrow.ts'
import type { Opened } from './open-target.ts'
import { readOnly } from './read-only.ts'
import { checkSelection } from './selection.ts'
import { checkTimes } from './times.ts'

/** What is chosen of a profile: scenarios, and whether the run may change anything at the server. */
export interface Narrowed extends Selection, Partial<Narrowing> {
  readonly readOnly?: boolean
}

export interface SelectedRun {
  readonly opened: Opened
  /** As ids, so that evidence and reports name what was run. */
  readonly selection: Selection
  /** What a read-only run does not judge, in one line. */
  readonly words?: string
}

/** What every host runs of the profile that it has opened. Throws InputError for a selection that fits nothing, and for a parameter that is no time to wait. */
export function select(whole: Opened, wanted: Narrowed): SelectedRun {
  const { specs, profile, target } = whole
  checkSelection(specs, profile, wanted, target)
  checkTimes(specs, profile, target)
  const selection = narrow(specs, profile, target, { ...wanted, tag: wanted.tag ?? [] })
  return wanted.readOnly === true ? readOnly(whole, selection) : { opened: whole, selection }
}
