import { decodeJson, isObject } from '../decode/json.ts'
import type { Declaration } from '../model/evidence.ts'
import type { GrantIssuer, StaticClient, Target } from '../model/target.ts'
import type { DriveInput } from './drive-input.ts'
import { configuredKeys } from './keys/configured-keys.ts'
import type { RunKey } from './keys/key-ring.ts'
import { redactData } from './redact/redact-data.ts'
import type { Redactors } from './redact/redact-text.ts'
import { secretFields } from './redact/secret-fields.ts'
import type { Vault } from './redact/vault.ts'
import type { TlsIdentity } from './tls/identity.ts'

/** What the run was told, for whoever makes its requests again: no secret is in it, and no name of a local file. */
export function declarationOf(
  input: DriveInput,
  identity: TlsIdentity | undefined,
  vault: Vault,
  redact: Redactors,
): Declaration {
  const { concurrency, keepClients } = input
  const shown = withoutSecrets(input.target, vault, redact)
  const tls = { ...shown.tls, ...(identity === undefined ? {} : { cert: identity.cert }) }
  return { target: redactData({ ...shown, tls }, redact.text), concurrency, keepClients }
}

function withoutSecrets(target: Target, vault: Vault, redact: Redactors): Target {
  const { client, secondClient, introspectionClient, assertionIssuer, disabledIssuer, ...named } = target
  const { initialAccessToken, refreshToken, softwareStatement, subjectToken, headers, hosts, tls, ...rest } = named
  const keys = configuredKeys(target)
  const secret = new Set(secretFields(target).map(([name]) => name))
  const fields = (given: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, secret.has(name) ? redact.field(name, value) : value]),
    )
  const hidden = (of: StaticClient, key: RunKey | undefined): StaticClient => ({
    ...of,
    ...(of.client_secret === undefined ? {} : { client_secret: vault.standIn(of.client_secret, 'client_secret') }),
    ...(of.private_key === undefined ? {} : { private_key: publicHalf(of.private_key, key) }),
  })
  const issuer = (of: GrantIssuer, key: RunKey | undefined): GrantIssuer => ({ ...of, key: publicHalf(of.key, key) })
  return {
    ...rest,
    ...(rest.hosting?.tls === undefined ? {} : { hosting: { ...rest.hosting, tls: { cert: given, key: given } } }),
    tls: Object.fromEntries(Object.keys(tls).map((name) => [name, given])),
    headers: Object.fromEntries(Object.entries(headers).map(([name, of]) => [name, fields(of ?? {})])),
    ...(hosts === undefined ? {} : { hosts: placesOf(hosts, fields) }),
    ...(client === undefined ? {} : { client: hidden(client, keys.client) }),
    ...(secondClient === undefined ? {} : { secondClient: hidden(secondClient, keys.secondClient) }),
    ...(introspectionClient === undefined
      ? {}
      : { introspectionClient: hidden(introspectionClient, keys.introspectionClient) }),
    ...(assertionIssuer === undefined ? {} : { assertionIssuer: issuer(assertionIssuer, keys.assertionIssuer) }),
    ...(disabledIssuer === undefined ? {} : { disabledIssuer: issuer(disabledIssuer, keys.disabledIssuer) }),
    ...(initialAccessToken === undefined ? {} : { initialAccessToken: vault.standIn(initialAccessToken, 'secret') }),
    ...(refreshToken === undefined ? {} : { refreshToken: vault.standIn(refreshToken, 'refresh_token') }),
    ...(softwareStatement === undefined ? {} : { softwareStatement: vault.standIn(softwareStatement, 'assertion') }),
    ...(subjectToken === undefined ? {} : { subjectToken: vault.standIn(subjectToken, 'access_token') }),
  }
}

/** Stands for a file. */
const given = 'given'

type Hosts = NonNullable<Target['hosts']>

const placesOf = (hosts: Hosts, fields: (given: Hosts[string]['headers']) => Hosts[string]['headers']): Hosts =>
  Object.fromEntries(Object.entries(hosts).map(([name, host]) => [name, { ...host, headers: fields(host.headers) }]))

/** As far as it decides what is signed by which algorithm, and what the header says. */
function publicHalf(text: string, key: RunKey | undefined): string {
  if (key === undefined) return given
  const json = text.trimStart().startsWith('{') ? decodeJson(text) : undefined
  const named = json?.ok && isObject(json.value.value) ? json.value.value : {}
  const { kty, crv, x, y, n, e, kid } = key.publicJwk
  return JSON.stringify({ kty, crv, x, y, n, e, kid, alg: named.alg })
}
