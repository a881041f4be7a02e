import { headerValues, readAnswer } from '../../decode/answer.ts'
import { parseChallenges } from '../../decode/challenge.ts'
import { decodeJws } from '../../decode/jws.ts'
import type { Exchange, HeaderField } from '../../model/evidence.ts'
import type { OutgoingRequest } from '../http/transport.ts'

/**
 * The nonce that an answer demands: use_dpop_nonce in the body of an authorization server (RFC 9449 section 8), or in the challenge
 * of a resource server (section 9). Undefined when it demands none, or names none.
 */
export function demandedNonce(exchange: Exchange): string | undefined {
  const { response } = exchange
  if (response === undefined || (response.status !== 400 && response.status !== 401)) return undefined
  const demanded = readAnswer(exchange).error === 'use_dpop_nonce' || challenged(exchange)
  return demanded ? suppliedNonce(response.headers) : undefined
}

/** The DPoP-Nonce of an answer. There must be one only (section 8); of several, perhaps joined by a gateway, the last one. */
export function suppliedNonce(headers: readonly HeaderField[]): string | undefined {
  const nonce = headerValues(headers, 'dpop-nonce').at(-1)
  return nonce?.split(', ').at(-1)
}

function challenged({ response }: Exchange): boolean {
  const challenges = parseChallenges(headerValues(response?.headers ?? [], 'www-authenticate'))
  return (
    challenges.ok &&
    challenges.value.some(
      ({ scheme, parameters }) =>
        scheme.toLowerCase() === 'dpop' &&
        parameters.some(([name, value]) => name === 'error' && value === 'use_dpop_nonce'),
    )
  )
}

/** Whether a request proves possession with this nonce. A step that leaves the nonce out, or has one of its own, does not. */
export function carriesNonce(request: OutgoingRequest, nonce: string): boolean {
  const proofs = headerValues(request.headers, 'dpop').map((value) => decodeJws(value))
  return proofs.length > 0 && proofs.every((proof) => proof.ok && proof.value.claims.nonce === nonce)
}
