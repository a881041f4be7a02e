import type { JsonObject } from '../model/json.ts'

/** Header parameters that RFC 7515 section 4.1 and RFC 7518 define: none of them is an extension. */
const defined = ['alg', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit']

export type Crit =
  | { readonly kind: 'fine' }
  | { readonly kind: 'wrong'; readonly problem: string }
  /** Well formed, but only somebody who knows the extensions can say whether the token is valid. */
  | { readonly kind: 'unknown'; readonly because: string }

/** What the critical extensions of a JOSE header mean for whoever verifies it (RFC 7515 section 4.1.11). We know none. */
export function critOf(header: JsonObject): Crit {
  if (!Object.hasOwn(header, 'crit')) return { kind: 'fine' }
  const { crit } = header
  const wrong = (problem: string): Crit => ({ kind: 'wrong', problem: `crit ${problem} (RFC 7515 section 4.1.11)` })
  if (!Array.isArray(crit) || crit.length === 0) return wrong('is not a list with a name in it')
  const names = crit.flatMap((each) => (typeof each === 'string' ? [each] : []))
  if (names.length < crit.length) return wrong('lists what is no name')
  if (new Set(names).size < names.length) return wrong('lists a name twice')
  const [plain] = names.filter((name) => defined.includes(name))
  if (plain !== undefined) return wrong(`lists ${plain}, which is no extension`)
  const [absent] = names.filter((name) => !Object.hasOwn(header, name))
  if (absent !== undefined) return wrong(`lists ${JSON.stringify(absent)}, which the header does not have`)
  return { kind: 'unknown', because: `grantcheck does not know the critical extension ${JSON.stringify(names[0])}` }
}
