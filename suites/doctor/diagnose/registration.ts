import { summary } from '../../language/condition.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { lastOf } from './last.ts'

/** Whether there is a client to work with, and why not. */
export function registration({ clients, exchanges, facts }: Evidence): readonly Diagnosis[] {
  const client = clients[0]
  if (client?.configured)
    return [
      { kind: 'good', says: `uses the configured client ${client.client_id ?? ''}` },
      ...beside({ clients, facts }),
    ]
  if (client !== undefined && client.blocked === undefined)
    return [{ kind: 'good', says: `registered a client: ${client.client_id ?? ''}` }]
  const last = exchanges.find(({ id }) => id === client?.exchange) ?? lastOf(exchanges, 'register')
  const status = last?.response?.status
  if (status === 401 || status === 403) {
    if (facts.capabilities.initial_access_token?.offered) {
      return [
        {
          kind: 'blocking',
          says: `the initial access token does not open registration: ${summary(last)}`,
          fix: 'Check that the token is neither used up nor expired, and that the policy of the server lets it register such a client.',
        },
      ]
    }
    return [
      {
        kind: 'blocking',
        says: `registration is closed: ${summary(last)}`,
        fix: 'Set initialAccessToken: { env: NAME } in the target file, or name a client (client_id, client_secret) registered by hand.',
      },
    ]
  }
  const says = client?.blocked ?? 'there is no registration endpoint and no configured client'
  const fix =
    facts.endpoints.registration === undefined
      ? 'Name endpoints.registration, or a client, in the target file.'
      : 'Check that endpoints.registration is the right URL, and what the server asks of a client registration request.'
  return [{ kind: 'blocking', says, fix }]
}

/** What is about registered clients needs one that is registered, next to the client of the target file. */
function beside({ clients, facts }: Pick<Evidence, 'clients' | 'facts'>): readonly Diagnosis[] {
  if (facts.endpoints.registration === undefined) return []
  const { registration: fact } = facts.capabilities
  if (fact?.offered === false)
    return [
      {
        kind: 'note',
        says: `what is about registered clients is left out: ${fact.because}`,
        fix: 'If clients may register with a token, set initialAccessToken: { env: NAME } in the target file.',
      },
    ]
  const says = clients.find(({ configured }) => !configured)?.blocked
  const fix =
    'Add what the server asks of a registration as registration: in the target file, or take registration away by capabilities: { remove: [registration] }.'
  return says === undefined ? [] : [{ kind: 'problem', says, fix }]
}
