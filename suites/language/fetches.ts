import type { Fetch } from '../model/evidence.ts'
import type { Times } from '../model/language.ts'

/** Between which steps. */
export interface Window {
  readonly after?: string
  readonly before?: string
}

/** The requests for a document in the time of these steps. `order`: ids of the row's steps as they are sent. */
export function fetchesIn(
  fetches: readonly Fetch[],
  order: readonly string[],
  document: string,
  { after, before }: Window,
): readonly Fetch[] {
  // What came before the first step belongs to none.
  const first = after === undefined ? -1 : order.indexOf(after)
  const end = before === undefined ? order.length : order.indexOf(before)
  // A step that is not there was not sent: nothing came after it.
  if ((after !== undefined && first < 0) || end < 0) return []
  return fetches.filter(({ document: id, step }) => {
    const place = order.indexOf(step)
    return id === document && place >= first && place < end
  })
}

/** Whether so many are what was asked for: one at least, where nothing is said. */
export const fitsTimes = (count: number, { min, max }: Times = { min: 1 }): boolean =>
  count >= (min ?? 0) && count <= (max ?? Number.POSITIVE_INFINITY)
