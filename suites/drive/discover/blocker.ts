import { obstacleOf } from '../../entries/obstacle.ts'
import type { Exchange, TargetFacts } from '../../model/evidence.ts'

/** Why the run cannot begin, and what to change; undefined when it can. To be asked after discovery and again after entering. */
export function blockerOf(facts: TargetFacts, exchanges: readonly Exchange[]): string | undefined {
  const silent = exchanges.length > 0 && exchanges.every((exchange) => exchange.failure !== undefined)
  if (facts.metadata?.misnamed === true) return facts.metadata.unused
  if (!silent && facts.endpoints.token !== undefined) return undefined
  if (!silent && facts.metadata?.unused !== undefined) return facts.metadata.unused
  const { says, fix } = obstacleOf(facts.issuer ?? facts.baseUrl ?? facts.named, exchanges)
  return `${says}. ${fix}`
}
