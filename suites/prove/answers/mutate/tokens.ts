import { type DecodedJws, decodeJws } from '../../../decode/jws.ts'
import type { Json } from '../../../model/json.ts'
import { editsOf } from './members.ts'

/** A JWT with one header parameter or claim changed. Its signature stays: what is attested of it is as before. */
export interface EditedJwt {
  /** "header /alg" or "claim /iss". */
  readonly part: string
  readonly change: string
  readonly token: string
}

/** Every change of every header parameter and claim of a JWT in compact form. Nothing for any other text. */
export function jwtEdits(token: string): readonly EditedJwt[] {
  const jws = decodeJws(token)
  if (!jws.ok) return []
  const [header = '', claims = '', signature = ''] = token.split('.')
  return [
    ...partEdits('header', jws.value, (text) => `${text}.${claims}.${signature}`),
    ...partEdits('claims', jws.value, (text) => `${header}.${text}.${signature}`),
  ]
}

function partEdits(part: 'header' | 'claims', jws: DecodedJws, token: (text: string) => string): readonly EditedJwt[] {
  const root: Json = jws[part]
  const name = part === 'header' ? 'header' : 'claim'
  return editsOf(root, {})
    .filter(({ pointer }) => pointer !== '')
    .map(({ pointer, change, text }) => ({
      part: `${name} ${pointer}`,
      change,
      token: token(Buffer.from(text).toString('base64url')),
    }))
}
