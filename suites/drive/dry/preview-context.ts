import type { Scope } from '../../language/scope.ts'
import type { TargetFacts } from '../../model/evidence.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Profile, RegistrationAttempt } from '../../model/profile.ts'
import type { Row } from '../../model/scenario.ts'
import type { StaticClient, Target } from '../../model/target.ts'
import type { Inventor } from '../invent/inventor.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import { publicKeysOf } from '../keys/public-keys.ts'
import type { RequestContext } from '../request/context.ts'
import { suppliedBy } from '../supplied.ts'
import { registrableAll, type Wardrobe } from '../tls/wardrobe.ts'
import { previewMembers } from './preview.ts'

export interface Previewed {
  readonly registers: boolean
  context(of: { owner: string; step: string; row?: Row; template?: string }): RequestContext
}

interface PreviewInput {
  readonly target: Target
  readonly profile: Profile
  readonly version: string
  readonly facts: TargetFacts
  readonly inventor: Inventor
  readonly certificates: Wardrobe
}

/** Makes request contexts in which clients and secrets are placeholders. */
export function previewOf({ target, profile, version, facts, inventor, certificates }: PreviewInput): Previewed {
  const shown = withoutSecrets(target)
  const keys = createKeyRing()
  const supplied = suppliedBy(shown)
  const base = facts.endpoints.registration?.url ?? ''
  const client = (which: string, configured: StaticClient | undefined, method: string): JsonObject =>
    configured === undefined ? placeholder(which, base, method) : { ...configured }
  return {
    registers: facts.registers,
    context: ({ owner, step, row = {}, template }) => {
      const invent = inventor(owner, step)
      const scope: Scope = {
        row,
        facts,
        certificates: registrableAll(certificates),
        step,
        supplied: supplied.values(),
        exchange: () => undefined,
        minted: () => undefined,
        all: () => [],
        invent,
        publicKey: publicKeysOf({ keys, owner: 'client', metadata: undefined }),
        secretFacts: () => undefined,
      }
      const attempt = template === undefined ? undefined : profile.clients[template]?.attempts[0]
      const asked = attempt?.metadata.token_endpoint_auth_method
      const method = typeof asked === 'string' ? asked : 'client_secret_basic'
      return {
        target: shown,
        version,
        scope,
        invent,
        keys,
        owners: { client: 'client', second: 'second' },
        now: Math.floor(Date.now() / 1000),
        certificates,
        client: client('client', shown.client, method),
        second: client('second', shown.secondClient, method),
        ...(attempt === undefined
          ? {}
          : { registration: previewMembers<RegistrationAttempt['metadata']>(attempt.metadata, scope, 'json') }),
      }
    },
  }
}

function placeholder(which: string, base: string, method: string): JsonObject {
  const text = (name: string): string => `‹$${which}#/${name}›`
  return {
    client_id: text('client_id'),
    client_secret: text('client_secret'),
    token_endpoint_auth_method: method,
    registration_access_token: text('registration_access_token'),
    registration_client_uri: `${base}/${text('client_id')}`,
  }
}

/** A dry run is made to be shown around. */
function withoutSecrets(target: Target): Target {
  const { client, secondClient, introspectionClient, headers, hosts, ...others } = target
  const { initialAccessToken, refreshToken, softwareStatement, subjectToken, ...named } = others
  const { assertionIssuer, disabledIssuer, ...rest } = named
  const fields = Object.entries(headers).map(([name, values]) => [name, unshown(values)])
  const places = Object.entries(hosts ?? {}).map(
    ([name, host]) => [name, { ...host, headers: unshown(host.headers) }] as const,
  )
  return {
    ...rest,
    headers: Object.fromEntries(fields),
    ...(hosts === undefined ? {} : { hosts: Object.fromEntries(places) }),
    ...(client === undefined ? {} : { client: hidden(client) }),
    ...(secondClient === undefined ? {} : { secondClient: hidden(secondClient) }),
    ...(introspectionClient === undefined ? {} : { introspectionClient: hidden(introspectionClient) }),
    ...(initialAccessToken === undefined ? {} : { initialAccessToken: '‹initialAccessToken›' }),
    ...(refreshToken === undefined ? {} : { refreshToken: '‹refreshToken›' }),
    ...(softwareStatement === undefined ? {} : { softwareStatement: '‹softwareStatement›' }),
    subjectToken: subjectToken === undefined ? '‹access_token›' : '‹subjectToken›',
    ...(assertionIssuer === undefined ? {} : { assertionIssuer: { ...assertionIssuer, key: '‹key›' } }),
    ...(disabledIssuer === undefined ? {} : { disabledIssuer: { ...disabledIssuer, key: '‹key›' } }),
  }
}

const unshown = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(fields).map((field) => [field, '‹configured›']))

function hidden({ private_key: _, ...client }: StaticClient): StaticClient {
  return client.client_secret === undefined ? client : { ...client, client_secret: '‹client_secret›' }
}
