import type { Scenario } from '../model/scenario.ts'

/** By which words a scenario is selected: its own tags, its kind, and the documents of the requirements that it cites. */
export function tagsOf({ tags = [], kind, steps }: Scenario, limitation?: string): ReadonlySet<string> {
  const cited = [limitation, ...steps.flatMap(({ expect }) => expect.map(({ requirement }) => requirement))]
  return new Set([...tags, kind, ...cited.flatMap((id) => id?.split('.')[0] ?? [])])
}
