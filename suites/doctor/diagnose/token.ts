import { readAnswer } from '../../decode/answer.ts'
import { grants, summary } from '../../language/condition.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Diagnosis } from '../diagnosis.ts'
import { lastOf } from './last.ts'

/** Whether a correct request gets a token, and why not. */
export function token({ facts, exchanges, clients }: Evidence): readonly Diagnosis[] {
  if (clients[0]?.blocked !== undefined || clients.length === 0) return []
  if (facts.capabilities.client_credentials?.denied === true) return []
  const last = lastOf(exchanges, 'token')
  if (last === undefined) return []
  if (grants(last)) return [{ kind: 'good', says: 'a client credentials request gets an access token' }]
  return [
    {
      kind: 'blocking',
      says: `a correct client credentials request gets no token: ${summary(last)}`,
      fix: tokenFix(readAnswer(last).error),
    },
  ]
}

function tokenFix(error: string | undefined): string {
  switch (error) {
    case 'invalid_scope':
      return 'Set scope in the target file to one that a test client may ask for.'
    case 'unauthorized_client':
      return 'Allow the client_credentials grant for the client.'
    case 'invalid_client':
      return 'Check client_id, client_secret and token_endpoint_auth_method of the client in the target file.'
    case 'invalid_target':
      return 'Set resource in the target file to one that the server knows (RFC 8707).'
    default:
      return "Look at the server's log for the reason."
  }
}
