import { isObject } from '../../decode/json.ts'
import type { JsonObject } from '../../model/json.ts'
import type { AuthSpec, Expression } from '../../model/scenario.ts'
import { authDefects, certificateNames } from '../../model/vocabulary.ts'
import type { Signing } from '../auth/assertion/signing.ts'
import { authenticateBy } from '../auth/by-method.ts'
import { authorization } from '../auth/client-secret-basic.ts'
import { type Credentials, credentialsIn } from '../auth/credentials.ts'
import { withDefect } from '../auth/defects.ts'
import { type Authentication, blocked, parts } from '../auth/parts.ts'
import { introspectionKeys } from '../keys/configured-keys.ts'
import type { DefaultAuth } from '../operations/draft.ts'
import type { RequestContext } from './context.ts'
import { resolveOne } from './overrides.ts'

/** The authentication of a request: the operation's default, or what the step asks for instead; also the certificate of the connection. */
export async function authenticate(
  usual: DefaultAuth,
  spec: AuthSpec | undefined,
  context: RequestContext,
): Promise<Authentication> {
  const certificate = resolveOne(spec?.certificate, context.scope, 'auth.certificate')
  if (certificate.kind !== 'value') return certificate
  return withCertificate(await identify(usual, spec, context), textOf(certificate.value))
}

function withCertificate(authentication: Authentication, named: string | undefined): Authentication {
  if (named === undefined || authentication.kind !== 'parts') return authentication
  const certificate = (['none', ...certificateNames] as const).find((each) => each === named)
  return certificate === undefined
    ? blocked(`there is no certificate "${named}"`)
    : parts({ ...authentication.parts, certificate })
}

async function identify(
  usual: DefaultAuth,
  spec: AuthSpec | undefined,
  context: RequestContext,
): Promise<Authentication> {
  if (spec?.bearer !== undefined) return bearer(spec.bearer, spec.scheme, context)
  const method = resolveOne(spec?.method, context.scope, 'auth.method')
  const defect = resolveOne(spec?.defect, context.scope, 'auth.defect')
  if (method.kind !== 'value') return method
  if (defect.kind !== 'value') return defect
  const chosen = {
    as: spec?.as,
    method: textOf(method.value),
    defect: textOf(defect.value),
    assertion: spec?.assertion,
  }
  if (chosen.defect === 'no_authentication') return parts({})
  switch (usual) {
    case 'client':
    case 'introspection':
      return byClient(usual, chosen, context)
    case 'management':
      return chosen.method === 'none' ? parts({}) : management(chosen.as === 'second' ? context.second : context.client)
    case 'initial':
      return chosen.method === 'none' ? parts({}) : initial(context.target.initialAccessToken)
    case 'none':
      return chosen.method === undefined && chosen.as === undefined ? parts({}) : byClient('client', chosen, context)
    default:
      return usual satisfies never
  }
}

interface Chosen {
  readonly as: AuthSpec['as']
  readonly method: string | undefined
  readonly defect: string | undefined
  readonly assertion: AuthSpec['assertion']
}

async function byClient(
  usual: 'client' | 'introspection',
  chosen: Chosen,
  context: RequestContext,
): Promise<Authentication> {
  const who = chosen.as ?? usual
  const found = credentialsIn(informationOf(who, context))
  if (found === undefined) return blocked(`there is no ${who} whose credentials could be used`)
  const genuine = { ...found, configured: isConfigured(found.id, context) }
  const credentials: Credentials = chosen.method === undefined ? genuine : { ...genuine, method: chosen.method }
  const by = (one: Credentials) => authenticateBy(one, signingOf(who, context), chosen.assertion)
  if (chosen.defect === undefined) return by(credentials)
  const defect = authDefects.find((each) => each === chosen.defect)
  if (defect === undefined) return blocked(`there is no authentication defect "${chosen.defect}"`)
  const other = credentialsIn(who === 'second' ? context.client : context.second)
  return withDefect(defect, {
    genuine: credentials,
    invent: context.invent,
    by,
    ...(other === undefined ? {} : { other }),
  })
}

/** Whose keys sign. A caller of its own for introspection has a key of its own. */
function signingOf(who: 'client' | 'second' | 'introspection', context: RequestContext): Signing {
  const { keys, owners, scope, now, target } = context
  const owner = {
    ...owners,
    introspection: target.introspectionClient === undefined ? owners.client : introspectionKeys,
  }
  return { keys, owner: owner[who], otherOwner: owner[who === 'second' ? 'client' : 'second'], scope, now }
}

function isConfigured(id: string, { target }: RequestContext): boolean {
  return [target.client, target.secondClient, target.introspectionClient].some((client) => client?.client_id === id)
}

/** Where the target file names no caller for introspection, the client asks about its own token. */
function informationOf(
  who: 'client' | 'second' | 'introspection',
  { client, second, target }: RequestContext,
): JsonObject | undefined {
  switch (who) {
    case 'client':
      return client
    case 'second':
      return second
    case 'introspection':
      return target.introspectionClient === undefined ? client : { ...target.introspectionClient }
    default:
      return who satisfies never
  }
}

/** RFC 6750 section 2.1, or another scheme with the same syntax (RFC 9449 section 7.1). */
function bearer(expression: Expression, scheme: Expression | undefined, { scope }: RequestContext): Authentication {
  const resolved = resolveOne(expression, scope, 'auth.bearer')
  if (resolved.kind !== 'value') return resolved
  const by = resolveOne(scheme, scope, 'auth.scheme')
  if (by.kind !== 'value') return by
  return resolved.value === undefined
    ? parts({})
    : authorization(`${textOf(by.value) ?? 'Bearer'} ${textOf(resolved.value) ?? ''}`)
}

function management(client: JsonObject | undefined): Authentication {
  const token = isObject(client) ? client.registration_access_token : undefined
  return typeof token === 'string'
    ? authorization(`Bearer ${token}`)
    : blocked('the client has no registration_access_token')
}

const initial = (token: string | undefined): Authentication =>
  token === undefined ? parts({}) : authorization(`Bearer ${token}`)

const textOf = (value: unknown): string | undefined => (value === undefined ? undefined : String(value))
