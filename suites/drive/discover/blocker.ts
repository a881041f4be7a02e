import type { Exchange, TargetFacts } from '../../model/evidence.ts'

/** Why the run cannot begin, in one sentence; undefined when it can. To be asked after discovery and again after entering. */
export function blockerOf(facts: TargetFacts, exchanges: readonly Exchange[]): string | undefined {
  const silent = exchanges.length > 0 && exchanges.every((exchange) => exchange.failure !== undefined)
  const first = exchanges[0]?.failure
  if (silent && first !== undefined) {
    const unreadable = first.code === 'too-large' || first.code === 'protocol'
    return `${unreadable ? 'no answer can be read' : 'nothing answers'} at ${nameOf(facts)}: ${first.message}`
  }
  if (facts.endpoints.token !== undefined) return undefined
  return `no token endpoint is known for ${nameOf(facts)}: no metadata document names one, nor does the target file. Is the URL right?`
}

const nameOf = (facts: TargetFacts): string => facts.issuer ?? facts.baseUrl ?? facts.named
