import { match } from '../../language/match.ts'
import { tlsFact, tlsSummary } from '../../language/tls-facts.ts'
import type { TlsExpectation } from '../../model/language.ts'
import { type Match, type Seen, undecided } from './subject.ts'

/** What a look at TLS has shown. */
export function judgeTls({ fact, ...asked }: TlsExpectation, { exchange, scope }: Seen): Match {
  if (exchange.tls === undefined) return undecided('this is about TLS, and the step has looked at something else')
  const value = tlsFact(exchange, fact)
  const found = match(value, asked, fact, scope)
  const isWhole = value === undefined || fact === 'answer'
  return found.kind === 'violated' && isWhole ? { ...found, observed: tlsSummary(exchange.tls) } : found
}
