import { looksLikeJws } from '../decode/jws.ts'

/** Whether a token is meant to be a JWT, also one with an empty signature: an unsecured JWS (RFC 7515 appendix A.5). */
export function isJws(token: string): boolean {
  return looksLikeJws(token) || (token.endsWith('.') && looksLikeJws(`${token}x`))
}
