import { readAnswer } from '../../decode/answer.ts'
import { decodeBase64 } from '../../decode/base64.ts'
import { bodyOctets, bodyText } from '../../decode/body.ts'
import { decodeUtf8 } from '../../decode/utf8.ts'
import { withoutTail } from '../../decode/without-tail.ts'
import type { Body, Exchange, SecretKind } from '../../model/evidence.ts'
import type { Target } from '../../model/target.ts'
import { isJws, privateMembers } from '../jws-shape.ts'
import { findInForm, findInJson, formValue } from './find-secrets.ts'
import { requestMembers, secretMembers } from './names.ts'
import { credentialsIn, secretFields } from './secret-fields.ts'
import type { Vault } from './vault.ts'

/**
 * Puts every secret of a run into the vault, of each exchange once. Answers first: the kind under which a value was issued is the one that it keeps.
 */
export function secretCollector(
  vault: Vault,
  target: Target,
): (exchanges: readonly Exchange[], longest?: number) => void {
  collectConfigured(vault, target)
  const known = new WeakSet<Exchange>()
  return (exchanges, longest = Number.POSITIVE_INFINITY) => {
    const own = {
      ...vault,
      add: (...[value, kind]: Parameters<Vault['add']>) => value.length <= longest && vault.add(value, kind),
    }
    const added = exchanges.filter((exchange) => !known.has(exchange))
    for (const exchange of added) collectFromResponse(own, exchange)
    for (const exchange of added) collectFromRequest(own, exchange)
    for (const exchange of added) known.add(exchange)
  }
}

function collectConfigured(vault: Vault, target: Target): void {
  for (const client of [target.client, target.secondClient, target.introspectionClient]) {
    if (client?.private_key !== undefined) vault.add(client.private_key, 'secret')
    if (client?.client_secret === undefined) continue
    vault.add(client.client_secret, 'client_secret')
    vault.addCredentials(client.client_id, client.client_secret)
  }
  if (target.initialAccessToken !== undefined) vault.add(target.initialAccessToken, 'secret')
  if (target.refreshToken !== undefined) vault.add(target.refreshToken, 'refresh_token')
  if (target.softwareStatement !== undefined) vault.add(target.softwareStatement, 'assertion')
  for (const issuer of [target.assertionIssuer, target.disabledIssuer])
    if (issuer !== undefined) vault.add(issuer.key, 'secret')
  if (target.subjectToken !== undefined) vault.add(target.subjectToken, 'access_token')
  for (const [name, value] of secretFields(target)) vault.addField(name, value)
}

function collectFromResponse(vault: Vault, exchange: Exchange): void {
  const { response } = exchange
  if (response === undefined) return
  const answer = readAnswer(exchange)
  if (answer.kind === 'jwt') vault.add(answer.text?.trim() ?? '', 'signed_response')
  const found = (value: string, kind: SecretKind): void => vault.add(value, kind)
  const text = textOf(response.body)
  findInJson(text, secretMembers, found)
  findInForm(text, secretMembers, found)
  for (const [, value] of response.headers) findInForm(value, secretMembers, found)
  collectPairs(vault, text)
}

const idMember = { client_id: 'secret' } as const
const secretMember = { client_secret: 'client_secret' } as const

/** A client information response: id and secret also travel together, in base64. */
function collectPairs(vault: Vault, text: string): void {
  const one: Partial<Record<string, string>> = {}
  findInJson(text, idMember, (value) => {
    one.id = value
  })
  if (one.id === undefined) return
  findInJson(text, secretMember, (value) => {
    one.secret = value
  })
  if (one.secret) vault.addCredentials(one.id, one.secret)
}

function collectFromRequest(vault: Vault, { request }: Exchange): void {
  const found = (value: string, kind: SecretKind): void => vault.add(value, kind)
  for (const [name, value] of request.headers) {
    if (/^(proxy-)?authorization$/iu.test(name)) collectAuthorization(vault, value)
    if (/^dpop$/iu.test(name) && isJws(value)) collectProof(vault, value)
  }
  findInForm(request.url, requestMembers, found)
  if (request.body === undefined) return
  const text = textOf(request.body)
  findInForm(text, requestMembers, found)
  findInJson(text, requestMembers, found)
}

/** A proof is good for a while, and a private key that it shows for ever. */
function collectProof(vault: Vault, value: string): void {
  vault.add(value, 'assertion')
  for (const member of privateMembers(value)) vault.add(member, 'secret')
}

function collectAuthorization(vault: Vault, value: string): void {
  const { scheme, credentials } = credentialsIn(value)
  const named = scheme.trim().toLowerCase()
  // A scheme without credentials holds nothing.
  if (named === '' && /^(basic|bearer|dpop) *$/iu.test(value)) return
  const pair = named === 'basic' ? basicPair(credentials) : undefined
  if (pair === undefined) vault.add(credentials, /^(bearer|dpop)$/u.test(named) ? 'secret' : 'credentials')
  else {
    vault.add(pair.secret, 'client_secret')
    vault.addCredentials(pair.id, pair.secret, credentials)
  }
}

/** Padding is restored first: leaving it out is one of the defects that scenarios send. */
function basicPair(blob: string): { readonly id: string; readonly secret: string } | undefined {
  const bare = withoutTail(blob, '=')
  const octets = decodeBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, '='))
  const text = octets.ok ? decodeUtf8(octets.value) : octets
  if (!text.ok || !text.value.includes(':')) return undefined
  const colon = text.value.indexOf(':')
  return { id: formValue(text.value.slice(0, colon)), secret: formValue(text.value.slice(colon + 1)) }
}

/** Octets that are not UTF-8 one by one: a secret is ASCII in practice and stands among them as it is. */
function textOf(body: Body): string {
  const text = bodyText(body)
  return text.ok ? text.value : Buffer.from(bodyOctets(body)).toString('latin1')
}
