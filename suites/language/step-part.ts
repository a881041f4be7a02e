import { headerValues, readAnswer } from '../decode/answer.ts'
import { bodyText } from '../decode/body.ts'
import { parseChallenges } from '../decode/challenge.ts'
import { decodeForm } from '../decode/form.ts'
import { decodeJson } from '../decode/json.ts'
import { decodeJws } from '../decode/jws.ts'
import { at } from '../decode/pointer.ts'
import { jwkThumbprint } from '../decode/thumbprint.ts'
import type { Exchange } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Reference } from './reference.ts'
import type { Scope } from './scope.ts'

type StepReference = Extract<Reference, { kind: 'step' }>
type Part = StepReference extends infer R ? (R extends unknown ? Omit<R, 'kind' | 'optional'> : never) : never

/** The named part of a step's exchange, undefined when the step was not sent or has no such part. */
export function stepPart(reference: Part, scope: Scope): Json | undefined {
  const exchange = scope.exchange(reference.step === 'this' ? (scope.step ?? '') : reference.step)
  if (exchange === undefined) return undefined
  switch (reference.part) {
    case 'body':
      return at(readAnswer(exchange).json, reference.pointer)
    case 'request':
      return at(requestMembers(exchange), reference.pointer)
    case 'claims':
      return at(jwtIn(exchange)?.claims, reference.pointer)
    case 'jose':
      return at(jwtIn(exchange)?.header, reference.pointer)
    case 'certificate':
      return at(certificateOf(exchange), reference.pointer)
    case 'assertion':
      return at(assertedIn(exchange), reference.pointer)
    case 'status':
      return exchange.response?.status
    case 'url':
      return exchange.request.url
    case 'text':
      return readAnswer(exchange).text
    case 'challenge':
      return challengeParameter(exchange, reference.name)
    case 'header':
      return headerValues(exchange.response?.headers ?? [], reference.name)[0]
    case 'dpop':
      return proofPart(exchange, reference.name)
    default:
      return reference satisfies never
  }
}

/** The access token in an answer, or the answer itself (RFC 9701 section 5), when that is a JWT. */
export function jwtIn(exchange: Exchange) {
  const { kind, json, text } = readAnswer(exchange)
  const token = kind === 'jwt' ? text?.trim() : at(json, '/access_token')
  const jws = typeof token === 'string' ? decodeJws(token) : undefined
  return jws?.ok ? jws.value : undefined
}

/** Of the first DPoP proof in the request (RFC 9449 section 4.1). */
function proofPart(exchange: Exchange, name: 'proof' | 'thumbprint' | 'nonce'): Json | undefined {
  const proof = headerValues(exchange.request.headers, 'dpop')[0]
  if (proof === undefined || name === 'proof') return proof
  const jws = decodeJws(proof)
  if (!jws.ok) return undefined
  return name === 'thumbprint' ? jwkThumbprint(jws.value.header.jwk) : jws.value.claims.nonce
}

/** A parameter of the Bearer challenge in WWW-Authenticate (RFC 6750 section 3). */
function challengeParameter({ response }: Exchange, name: string): string | undefined {
  const challenges = parseChallenges(headerValues(response?.headers ?? [], 'www-authenticate'))
  const bearer = challenges.ok ? challenges.value.find(({ scheme }) => scheme.toLowerCase() === 'bearer') : undefined
  return bearer?.parameters.find(([each]) => each === name.toLowerCase())?.[1]
}

const certificateOf = ({ request }: Exchange): Json | undefined =>
  request.certificate === undefined ? undefined : { ...request.certificate }

/** Header and claims of the client assertion that was sent (RFC 7521 section 4.2). Evidence holds no assertion, so requests alone can use them. */
function assertedIn(exchange: Exchange): Json | undefined {
  const assertion = at(requestMembers(exchange), '/client_assertion')
  const jws = typeof assertion === 'string' ? decodeJws(assertion) : undefined
  return jws?.ok ? { header: jws.value.header, claims: jws.value.claims } : undefined
}

/** The request body as JSON: as sent, or the members of a form (the last one of each name). */
function requestMembers(exchange: Exchange): Json | undefined {
  if (exchange.request.body === undefined) return undefined
  const text = bodyText(exchange.request.body)
  if (!text.ok) return undefined
  const json = decodeJson(text.value)
  return json.ok ? json.value.value : Object.fromEntries(decodeForm(text.value))
}
