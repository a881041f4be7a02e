import { readAnswer } from '../../decode/answer.ts'
import { decodeBase64 } from '../../decode/base64.ts'
import { bodyOctets, bodyText } from '../../decode/body.ts'
import { decodeUtf8 } from '../../decode/utf8.ts'
import type { Body, Exchange, SecretKind } from '../../model/evidence.ts'
import type { Target } from '../../model/target.ts'
import { isJws, privateMembers } from '../jws-shape.ts'
import { findInForm, findInJson, formValue } from './find-secrets.ts'
import { requestMembers, secretMembers } from './names.ts'
import type { Vault } from './vault.ts'

/** Puts every secret of a run into the vault. Answers first: the kind under which a value was issued is the one that it keeps. */
export function collectSecrets(vault: Vault, target: Target, exchanges: readonly Exchange[]): void {
  collectConfigured(vault, target)
  for (const exchange of exchanges) collectFromResponse(vault, exchange)
  for (const exchange of exchanges) collectFromRequest(vault, exchange)
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
  for (const fields of Object.values(target.headers)) {
    for (const [name, value] of Object.entries(fields)) if (secretField.test(name)) collectField(vault, value)
  }
}

/** Header fields that a target file may add to pass a gateway. */
const secretField = /authorization|cookie|key|secret|token|password/iu

function collectField(vault: Vault, value: string): void {
  const credentials = /^\S+ +(\S.*)$/u.exec(value)?.[1]
  vault.add(credentials ?? value, 'secret')
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
  // A scheme without credentials holds nothing; as a secret it would be replaced in every challenge.
  if (/^(basic|bearer|dpop) *$/iu.test(value)) return
  const [, scheme = '', rest = value] = /^(\S+) +(.+)$/u.exec(value) ?? []
  const pair = scheme.toLowerCase() === 'basic' ? basicPair(rest) : undefined
  if (pair === undefined) vault.add(rest, /^(bearer|dpop)$/iu.test(scheme) ? 'secret' : 'credentials')
  else {
    vault.add(pair.secret, 'client_secret')
    vault.addCredentials(pair.id, pair.secret, rest)
  }
}

/** Padding is restored first: leaving it out is one of the defects that scenarios send. */
function basicPair(blob: string): { readonly id: string; readonly secret: string } | undefined {
  const octets = decodeBase64(blob.replace(/=+$/u, '').padEnd(Math.ceil(blob.replace(/=+$/u, '').length / 4) * 4, '='))
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
