import { type DecodedJws, decodeJws } from '../../decode/jws.ts'
import { at } from '../../decode/pointer.ts'
import { tagIn } from '../../decode/tag.ts'
import { show, typeOf } from '../../decode/type-of.ts'
import { match } from '../../language/match.ts'
import { resolve } from '../../language/resolve.ts'
import type { SecretFacts, SignatureFact } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { Expression, JwtPart, Matchers } from '../../model/scenario.ts'
import { holds, moot, type Outcome, type Seen, undecided, violated } from './subject.ts'

/** A JWT in compact form (RFC 7515 section 7.1): its form, its signature, a header parameter or a claim. */
export function judgeJwt(token: Expression, part: JwtPart, matchers: Matchers, seen: Seen): Outcome {
  const found = resolve(token, seen.scope, 'token')
  if (found.kind === 'unresolved') return undecided(`there is no token to look at: ${found.because}`)
  if (found.kind === 'omitted') return moot('there is no token to look at')
  if (typeof found.value !== 'string')
    return violated('a token of type string', `${typeOf(found.value)} ${show(found.value)}`)
  const jws = decodeJws(found.value)
  if (!jws.ok) {
    return part.kind === 'form'
      ? violated('a JWT in compact form', jws.problem)
      : undecided(`the token is no JWT: ${jws.problem}`)
  }
  return judgePart(found.value, jws.value, part, matchers, seen)
}

function judgePart(token: string, jws: DecodedJws, part: JwtPart, matchers: Matchers, seen: Seen): Outcome {
  switch (part.kind) {
    case 'form':
      return holds
    case 'signature':
      return judgeSignature(factsOf(token, seen)?.signature)
    case 'signature_length':
      return judgeLength(jws.header.alg, factsOf(token, seen)?.signatureOctets)
    case 'header':
      if (matchers.uniqueMembers && jws.headerDuplicates.length > 0) return repeated(jws.headerDuplicates)
      return match(at(jws.header, part.at), matchers, `JOSE header ${part.at}`, seen.scope)
    case 'claim':
      if (matchers.uniqueMembers && jws.claimsDuplicates.length > 0) return repeated(jws.claimsDuplicates)
      return match(at(jws.claims, part.at), matchers, `claim ${part.at}`, seen.scope)
    default:
      return part satisfies never
  }
}

function factsOf(token: string, { scope }: Seen): SecretFacts | undefined {
  const tag = tagIn(token)
  return tag === undefined ? undefined : scope.secretFacts(tag)
}

const repeated = (names: readonly string[]): Outcome =>
  violated('member names that occur once (RFC 7515 section 4, RFC 7519 section 4)', `${names.join(', ')} repeated`)

/** Signatures are checked while the run still holds the token; the evidence carries what was found. */
function judgeSignature(fact: SignatureFact | undefined): Outcome {
  if (fact === undefined) return undecided('the evidence does not say whether the signature was checked')
  switch (fact.kind) {
    case 'verified':
      return holds
    case 'wrong':
      return violated('a signature that a published key verifies', fact.problem)
    case 'unknown':
      return moot(fact.because)
    default:
      return fact satisfies never
  }
}

/** Octets of R || S (RFC 7518 section 3.4). */
const ecdsaOctets: readonly (readonly [alg: string, octets: number])[] = [
  ['ES256', 64],
  ['ES384', 96],
  ['ES512', 132],
]

function judgeLength(alg: Json | undefined, octets: number | undefined): Outcome {
  const wanted = ecdsaOctets.find(([name]) => name === alg)?.[1]
  if (wanted === undefined) return moot(`${show(alg)} is no ECDSA algorithm`)
  if (octets === undefined) return undecided('the evidence does not say how long the signature is')
  return octets === wanted ? holds : violated(`a signature of ${wanted} octets for ${show(alg)}`, `${octets} octets`)
}
