import { type EntryName, entryNames } from '../../model/entry.ts'
import type { Exchange, TargetFacts } from '../../model/evidence.ts'
import type { Target } from '../../model/target.ts'
import type { Operation } from '../../model/vocabulary.ts'

export type Entries = NonNullable<TargetFacts['entries']>

/**
 * The entries of the target file, each with the exchange of discovery or entering that has used it already. `first`: the answer to the first token request, among
 * others that only tried what an assertion or a proof has to name.
 */
export function usedSoFar(target: Target, exchanges: readonly Exchange[], first?: Exchange): Entries {
  const { entries = {}, endpoints } = target
  const askedAt = (operation: Operation, url: string | undefined): Exchange | undefined =>
    exchanges.filter((each) => each.operation === operation && (url === undefined || each.request.url === url)).at(-1)
  const token = first ?? exchanges.filter(({ operation, owner }) => operation === 'token' && owner === 'entry').at(-1)
  const registration = askedAt('register', endpoints.registration)
  const users: Readonly<Partial<Record<EntryName, Exchange | undefined>>> = {
    'endpoints.metadata': askedAt('metadata', endpoints.metadata),
    'endpoints.jwks': askedAt('jwks', endpoints.jwks),
    'endpoints.registration': registration,
    initialAccessToken: registration,
    registration,
    'endpoints.token': token,
    client: token,
    scope: token,
    resource: token,
    subjectToken: askedAt('exchange', undefined),
    exchangeAudience: askedAt('exchange', undefined),
    assertionIssuer: askedAt('jwt_grant', undefined),
  }
  return Object.fromEntries(
    entryNames.flatMap((name) => {
      const at = entries[name]
      const exchange = users[name]
      return at === undefined ? [] : [[name, { at, ...(exchange === undefined ? {} : { exchange: exchange.id }) }]]
    }),
  )
}
