import { type DecodedJws, decodeJws } from '../../decode/jws.ts'
import { at } from '../../decode/pointer.ts'
import { tagIn } from '../../decode/tag.ts'
import { show, typeOf } from '../../decode/type-of.ts'
import { match } from '../../language/match.ts'
import { resolve } from '../../language/resolve.ts'
import type { SecretFacts, SignatureFact } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { WrittenCheck } from '../../model/language.ts'
import { holds, type Match, moot, type Seen, undecided, violated } from './subject.ts'

/** A JWT in compact form (RFC 7515 section 7.1): its form, its signature, a header parameter or a claim. */
export function judgeJwt(asked: NonNullable<WrittenCheck['jwt']>, seen: Seen): Match {
  const found = resolve(asked.token ?? '$this.body#/access_token', seen.scope, 'token')
  if (found.kind === 'unresolved') return undecided(`there is no token to look at: ${found.because}`)
  if (found.kind === 'omitted') return moot('there is no token to look at')
  if (typeof found.value !== 'string')
    return violated('a token of type string', `${typeOf(found.value)} ${show(found.value)}`)
  const jws = decodeJws(found.value)
  if (jws.ok) return judgePart(found.value, jws.value, asked, seen)
  if ('form' in asked) return violated('a JWT in compact form', jws.problem)
  const because = `the token is no JWT: ${jws.problem}`
  return 'optional' in asked && asked.optional === true ? moot(because) : undecided(because)
}

function judgePart(token: string, jws: DecodedJws, asked: NonNullable<WrittenCheck['jwt']>, seen: Seen): Match {
  if ('form' in asked) return holds
  if ('signature' in asked) return judgeSignature(factsOf(token, seen)?.signature, seen)
  if ('signature_length' in asked) return judgeLength(jws.header.alg, factsOf(token, seen)?.signatureOctets)
  if ('unique_members' in asked) return judgeNames('header' in asked ? jws.headerDuplicates : jws.claimsDuplicates)
  return 'header' in asked
    ? match(at(jws.header, asked.header), asked, `JOSE header ${asked.header}`, seen.scope)
    : match(at(jws.claims, asked.claim), asked, `claim ${asked.claim}`, seen.scope)
}

function factsOf(token: string, { scope }: Seen): SecretFacts | undefined {
  const tag = tagIn(token)
  return tag === undefined ? undefined : scope.secretFacts(tag)
}

const judgeNames = (repeated: readonly string[]): Match =>
  repeated.length === 0
    ? holds
    : violated(
        'member names that occur once (RFC 7515 section 4, RFC 7519 section 4)',
        `${repeated.join(', ')} repeated`,
      )

/** Signatures are checked while the run still holds the token; the evidence carries what was found. */
function judgeSignature(fact: SignatureFact | undefined, { scope }: Seen): Match {
  if (fact === undefined) return undecided('the evidence does not say whether the signature was checked')
  switch (fact.kind) {
    case 'verified':
      return holds
    case 'wrong':
      return violated('a signature that a published key verifies', fact.problem)
    case 'unknown':
      return keysWereLost(scope) ? undecided(fact.because) : moot(fact.because)
    default:
      return fact satisfies never
  }
}

/** The server has a key set, and no answer with it came. */
const keysWereLost = (scope: Seen['scope']): boolean =>
  scope.all().findLast(({ operation }) => operation === 'jwks')?.failure !== undefined

/** Octets of R || S (RFC 7518 section 3.4). */
const ecdsaOctets: readonly (readonly [alg: string, octets: number])[] = [
  ['ES256', 64],
  ['ES384', 96],
  ['ES512', 132],
]

function judgeLength(alg: Json | undefined, octets: number | undefined): Match {
  const wanted = ecdsaOctets.find(([name]) => name === alg)?.[1]
  if (wanted === undefined) return moot(`${show(alg)} is no ECDSA algorithm`)
  if (octets === undefined) return undecided('the evidence does not say how long the signature is')
  return octets === wanted ? holds : violated(`a signature of ${wanted} octets for ${show(alg)}`, `${octets} octets`)
}
