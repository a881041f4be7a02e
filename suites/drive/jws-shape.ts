import { isObject } from '../decode/json.ts'
import { decodeJws, looksLikeJws } from '../decode/jws.ts'

/** Whether a token is meant to be a JWT, also one with an empty signature: an unsecured JWS (RFC 7515 appendix A.5). */
export function isJws(token: string): boolean {
  return looksLikeJws(token) || (token.endsWith('.') && looksLikeJws(`${token}x`))
}

/** The private members (RFC 7518 section 6) of the key in a JOSE header: a probe for servers that should refuse such a proof. */
export function privateMembers(token: string): readonly string[] {
  const jws = decodeJws(token)
  const jwk = jws.ok ? jws.value.header.jwk : undefined
  if (!isObject(jwk)) return []
  return Object.entries(jwk).flatMap(([name, value]) =>
    typeof value === 'string' && ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].includes(name) ? [value] : [],
  )
}
