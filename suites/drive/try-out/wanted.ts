import type { EntryName } from '../../model/entry.ts'
import type { PlannedRow } from '../../model/plan.ts'
import type { Capability, Operation } from '../../model/vocabulary.ts'

export type Wanted = (entry: EntryName) => boolean

/** Which entries the rows of a partial run use: the others are not tried out. */
export function wantedBy(rows: readonly PlannedRow[]): Wanted {
  const operations = new Set(rows.flatMap(({ scenario }) => scenario.steps.map(({ operation }) => operation)))
  const needs = new Set(rows.flatMap(({ scenario }) => scenario.needs))
  const sends = (...some: readonly Operation[]): boolean => some.some((each) => operations.has(each))
  const is = (need: Capability): boolean => needs.has(need)
  return (entry) => {
    switch (entry) {
      case 'endpoints.metadata':
        return sends('metadata')
      case 'endpoints.registration':
      case 'initialAccessToken':
      case 'registration':
        return sends('register')
      case 'endpoints.token':
      case 'client':
      case 'scope':
      case 'resource':
      case 'tls.cert':
        return sends('token', 'refresh')
      case 'endpoints.introspection':
      case 'introspectionClient':
        return sends('introspect')
      case 'endpoints.revocation':
        return sends('revoke')
      case 'endpoints.jwks':
        return sends('jwks')
      case 'endpoints.resource':
        return sends('resource')
      case 'secondClient':
        return rows.some(({ scenario }) => scenario.second !== undefined)
      case 'secondResource':
        return is('second_resource')
      case 'authorizationDetails':
        return is('authorization_details')
      case 'refreshToken':
        return is('refresh')
      case 'softwareStatement':
        return is('software_statement')
      case 'subjectToken':
      case 'exchangeAudience':
      case 'secondExchangeAudience':
        return sends('exchange')
      case 'assertionIssuer':
        return sends('jwt_grant')
      case 'disabledIssuer':
        return is('disabled_issuer')
      default:
        return entry satisfies never
    }
  }
}
