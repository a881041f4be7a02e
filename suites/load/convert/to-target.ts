import type { AssertionIssuer, ConfiguredClient, SecretSource, TargetFile, TextOrSecret } from '../../model/language.ts'
import { configuredNames, type GrantIssuer, type StaticClient, type Target } from '../../model/target.ts'
import { isProfilePath } from '../profile-path.ts'

type Reveal = (reference: SecretSource) => string

/** A target file that conforms to its schema -> the model's target. `beside`: a path relative to the file, made usable. */
export function toTarget(raw: TargetFile, named: string, beside: (path: string) => string, reveal: Reveal): Target {
  return {
    named,
    ...names(raw, beside),
    ...clients(raw, reveal),
    ...grants(raw, reveal),
    parameters: raw.parameters ?? {},
    ...(raw.tokenParameters === undefined ? {} : { tokenParameters: raw.tokenParameters }),
    endpoints: raw.endpoints ?? {},
    headers: headers(raw, reveal),
    ...hosts(raw, reveal),
    ...secretHeaders(raw),
    tls: Object.fromEntries(Object.entries(raw.tls ?? {}).map(([name, path]) => [name, beside(path)])),
    ...hosting(raw, beside),
    capabilities: { add: raw.capabilities?.add ?? [], remove: raw.capabilities?.remove ?? [] },
    limits: limits(raw.limits ?? {}),
    ...(raw.plainHttp === undefined ? {} : { plainHttp: raw.plainHttp }),
    allowHttp: raw.allowHttp ?? false,
    ...(raw.origins === undefined ? {} : { origins: raw.origins }),
    allowDocumentationHosts: raw.allowDocumentationHosts ?? false,
    ...(raw.exposeSecrets === true ? { exposeSecrets: true } : {}),
  }
}

function names(raw: TargetFile, beside: (path: string) => string) {
  const { issuer, baseUrl, profile, scope, resource, secondResource, authorizationDetails, resourceCheck } = raw
  const { exchangeAudience, secondExchangeAudience, product, fhirBaseUrl } = raw
  return {
    ...(product === undefined ? {} : { product }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(fhirBaseUrl === undefined ? {} : { baseUrl: fhirBaseUrl }),
    ...(profile === undefined ? {} : { profile: isProfilePath(profile) ? beside(profile) : profile }),
    ...(scope === undefined ? {} : { scope }),
    ...(resource === undefined ? {} : { resource }),
    ...(secondResource === undefined ? {} : { secondResource }),
    ...(authorizationDetails === undefined ? {} : { authorizationDetails: JSON.stringify(authorizationDetails) }),
    ...(exchangeAudience === undefined ? {} : { exchangeAudience }),
    ...(secondExchangeAudience === undefined ? {} : { secondExchangeAudience }),
    ...(resourceCheck === undefined ? {} : { resourceCheck }),
  }
}

function clients(raw: TargetFile, reveal: Reveal) {
  const { client, secondClient, introspectionClient, initialAccessToken, refreshToken, softwareStatement } = raw
  return {
    ...(client === undefined ? {} : { client: toClient(client, reveal) }),
    ...(secondClient === undefined ? {} : { secondClient: toClient(secondClient, reveal) }),
    ...(introspectionClient === undefined ? {} : { introspectionClient: toClient(introspectionClient, reveal) }),
    ...unnamedMethods(raw),
    ...(initialAccessToken === undefined ? {} : { initialAccessToken: reveal(initialAccessToken) }),
    ...(refreshToken === undefined ? {} : { refreshToken: reveal(refreshToken) }),
    ...(softwareStatement === undefined ? {} : { softwareStatement: reveal(softwareStatement) }),
  }
}

function unnamedMethods(raw: TargetFile): Pick<Target, 'unnamedMethods'> {
  const names = configuredNames.filter((name) => {
    const client = raw[name]
    return client?.client_secret !== undefined && client.token_endpoint_auth_method === undefined
  })
  return names.length === 0 ? {} : { unnamedMethods: names }
}

/** What is exchanged, and who grants. */
function grants(raw: TargetFile, reveal: Reveal) {
  const { subjectToken, assertionIssuer, disabledIssuer } = raw
  return {
    ...(subjectToken === undefined ? {} : { subjectToken: reveal(subjectToken) }),
    ...(assertionIssuer === undefined ? {} : { assertionIssuer: toIssuer(assertionIssuer, reveal) }),
    ...(disabledIssuer === undefined ? {} : { disabledIssuer: toIssuer(disabledIssuer, reveal) }),
  }
}

const toIssuer = ({ key, claims, ...said }: AssertionIssuer, reveal: Reveal): GrantIssuer => ({
  ...said,
  key: reveal(key),
  ...(claims === undefined ? {} : { claims: JSON.stringify(claims) }),
})

function toClient(raw: ConfiguredClient, reveal: Reveal): StaticClient {
  const { client_secret: secret, private_key: key, jwksUri } = raw
  const hasKey = key !== undefined || jwksUri !== undefined
  const usual = secret !== undefined ? 'client_secret_basic' : hasKey ? 'private_key_jwt' : 'none'
  return {
    client_id: raw.client_id,
    ...(secret === undefined ? {} : { client_secret: reveal(secret) }),
    ...(key === undefined ? {} : { private_key: reveal(key) }),
    ...(jwksUri === undefined ? {} : { jwks_uri: jwksUri }),
    token_endpoint_auth_method: raw.token_endpoint_auth_method ?? usual,
  }
}

function headers(raw: TargetFile, reveal: Reveal): Target['headers'] {
  return Object.fromEntries(
    Object.entries(raw.headers ?? {}).map(([endpoint, fields]) => [endpoint, revealed(fields, reveal)]),
  )
}

const revealed = (fields: Readonly<Record<string, TextOrSecret>>, reveal: Reveal): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : reveal(value)]),
  )

function hosts(raw: TargetFile, reveal: Reveal): Pick<Target, 'hosts'> {
  if (raw.hosts === undefined) return {}
  const named = Object.entries(raw.hosts).map(([name, host]) => {
    const { url, headers: fields = {} } = typeof host === 'string' ? { url: host } : host
    return [name, { url, headers: revealed(fields, reveal) }] as const
  })
  return { hosts: Object.fromEntries(named) }
}

function secretHeaders(raw: TargetFile): Pick<Target, 'secretHeaders'> {
  const ofHosts = Object.values(raw.hosts ?? {}).flatMap((host) =>
    typeof host === 'string' ? [] : [host.headers ?? {}],
  )
  const fields = [...Object.values(raw.headers ?? {}), ...ofHosts].flatMap((each) => Object.entries(each))
  const names = fields.flatMap(([name, value]) => (typeof value === 'string' ? [] : [name]))
  return names.length === 0 ? {} : { secretHeaders: [...new Set(names)] }
}

function hosting({ hosting: place }: TargetFile, beside: (path: string) => string): Pick<Target, 'hosting'> {
  if (place === undefined) return {}
  const { tls, ...plain } = place
  if (tls === undefined) return { hosting: plain }
  return { hosting: { ...plain, tls: { cert: beside(tls.cert), key: beside(tls.key) } } }
}

function limits(raw: NonNullable<TargetFile['limits']>): Target['limits'] {
  const { timeout, ...same } = raw
  return { ...same, ...(timeout === undefined ? {} : { timeoutMs: timeout }) }
}
