import { readAnswer } from '../../decode/answer.ts'
import { at } from '../../decode/pointer.ts'
import { grants, summary } from '../../language/condition.ts'
import type { Evidence, Exchange } from '../../model/evidence.ts'
import { type Diagnosis, notSentFix } from '../diagnosis.ts'
import { lastOf } from './last.ts'

/** Whether a correct request gets a token, and why not. */
export function token(evidence: Evidence): readonly Diagnosis[] {
  const { facts, clients } = evidence
  if (clients[0]?.blocked !== undefined || clients.length === 0) return []
  if (facts.capabilities.client_credentials?.denied === true) return []
  const last = lastOf(asked(evidence), 'token')
  if (last === undefined) return []
  if (grants(last)) return [{ kind: 'good', says: 'a client credentials request gets an access token' }]
  return [
    {
      kind: 'blocking',
      says: `a correct client credentials request gets no token: ${summary(last)}`,
      fix: last.failure?.code === 'not-sent' ? notSentFix : tokenFix(readAnswer(last).error),
    },
  ]
}

/** What the main client asked for: how assertions are made out is learnt with another one where that one sends none. */
function asked({ facts, exchanges, clients }: Evidence): readonly Exchange[] {
  const registered = exchanges.find(({ id }) => id === clients[0]?.exchange)
  const method = facts.clientMethod ?? at(readAnswer(registered).json, '/token_endpoint_auth_method')
  const signs = typeof method === 'string' && method.endsWith('_jwt')
  return exchanges.filter(({ request: { body } }) => {
    const text = body !== undefined && 'text' in body ? body.text : ''
    return text.includes('client_assertion=') === signs
  })
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
