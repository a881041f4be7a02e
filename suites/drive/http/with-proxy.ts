import type { TargetFacts } from '../../model/evidence.ts'
import { proxyFor } from './proxy.ts'

/** The facts with the proxy through which the target is reached, where there is one. */
export function withProxy(facts: TargetFacts, env: Readonly<Record<string, string | undefined>>): TargetFacts {
  const url = facts.issuer ?? facts.baseUrl ?? facts.endpoints.token?.url
  const proxy = url === undefined ? undefined : proxyFor(url, env)
  return proxy === undefined ? facts : { ...facts, proxy: { url: proxy.origin, from: proxy.from } }
}
