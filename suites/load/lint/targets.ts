import { isIP } from 'node:net'
import { hostOf } from '../../decode/http-url.ts'
import type { Problem } from '../../model/errors.ts'
import type { TargetFile } from '../../model/language.ts'
import type { ConfiguredName } from '../../model/target.ts'
import type { Checked } from '../check/validate.ts'
import { typedUrlProblem } from '../url.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** What is wrong with a target file, without looking up any secret: its schema's violations, else URLs and credentials. */
export function targetProblems(yaml: YamlFile, checked: Checked<TargetFile>): readonly Problem[] {
  if (!checked.ok) return checked.problems
  const { raw } = checked
  const parts = [urlProblems, plainHttpProblems, hostingProblems, clientProblems, registrationProblems, headerProblems]
  return parts.flatMap((problemsOf) => problemsOf(raw, yaml))
}

function urlProblems(raw: TargetFile, yaml: YamlFile): readonly Problem[] {
  const urls: readonly (readonly [Path, string | undefined, Parameters<typeof typedUrlProblem>[1]])[] = [
    [['issuer'], raw.issuer, 'issuer'],
    [['baseUrl'], raw.baseUrl, 'base URL'],
    [['fhirBaseUrl'], raw.fhirBaseUrl, 'base URL'],
    [['resource'], raw.resource?.includes('://') ? raw.resource : undefined, 'resource'],
    [['secondResource'], raw.secondResource?.includes('://') ? raw.secondResource : undefined, 'resource'],
    [['client', 'jwksUri'], raw.client?.jwksUri, 'jwksUri'],
    [['secondClient', 'jwksUri'], raw.secondClient?.jwksUri, 'jwksUri'],
    [['hosting', 'publicUrl'], raw.hosting?.publicUrl, 'publicUrl'],
    ...Object.entries(raw.endpoints ?? {}).map(([name, url]): [Path, string, 'endpoint'] => [
      ['endpoints', name],
      url,
      'endpoint',
    ]),
  ]
  return urls.flatMap(([path, text, what]) => {
    const problem = text === undefined ? undefined : typedUrlProblem(text, what)
    return problem === undefined ? [] : [yaml.problem(path, problem.message, { fix: problem.fix })]
  })
}

/** It is a port of the same host, and of one that speaks https: a port of somebody else says nothing of this server. */
function plainHttpProblems(
  { plainHttp, issuer, baseUrl, fhirBaseUrl }: TargetFile,
  yaml: YamlFile,
): readonly Problem[] {
  const main = issuer ?? baseUrl ?? fhirBaseUrl
  if (plainHttp === undefined || main === undefined || !URL.canParse(main)) return []
  const refuse = (message: string, fix: string) => [yaml.problem(['plainHttp'], message, { fix })]
  if (!URL.canParse(plainHttp)) return refuse(`"${plainHttp}" is not a URL`, `Write http://${hostOf(main)}.`)
  if (!main.startsWith('https:')) return refuse('the server itself is reached by plain http', 'Leave it out.')
  return hostOf(plainHttp) === hostOf(main)
    ? []
    : refuse(`${hostOf(plainHttp)} is not the host of the server`, `Write http://${hostOf(main)}.`)
}

function hostingProblems({ hosting }: TargetFile, yaml: YamlFile): readonly Problem[] {
  const port = Number(/\d+$/u.exec(hosting?.listen ?? '')?.[0] ?? 0)
  const canary = hosting?.canary
  const noPort = `there is no port ${port}`
  const noAddress = `there is no address ${canary}`
  return [
    ...(port <= 65_535 ? [] : [yaml.problem(['hosting', 'listen'], noPort, { fix: 'Name one of 1 to 65535.' })]),
    ...(canary === undefined || isIP(canary) > 0
      ? []
      : [yaml.problem(['hosting', 'canary'], noAddress, { fix: 'Write an IP address, such as 127.0.0.1.' })]),
  ]
}

function clientProblems(raw: TargetFile, yaml: YamlFile): readonly Problem[] {
  const clients = (['client', 'secondClient', 'introspectionClient'] as const).flatMap((name) => {
    const client = raw[name]
    const method = client?.token_endpoint_auth_method
    const needed = method === 'private_key_jwt' ? 'private_key' : 'client_secret'
    if (client?.jwksUri !== undefined && (method === undefined || method === 'private_key_jwt'))
      return keySetProblems(raw, name, yaml)
    if (method === undefined || method === 'none' || client?.[needed] !== undefined) return []
    if (method === 'tls_client_auth' || method === 'self_signed_tls_client_auth')
      return raw.tls?.cert === undefined ? [withoutCertificate(name, method, yaml)] : []
    return [yaml.problem([name], `${method} needs a ${needed}`, { part: 'key', fix: `Add ${needed}: { env: NAME }.` })]
  })
  if (raw.client !== undefined) return clients
  if (raw.refreshToken !== undefined) return [...clients, ...refreshProblem(yaml)]
  if (raw.secondClient === undefined) return clients
  return [
    ...clients,
    yaml.problem(['secondClient'], 'there is a second client, but no first one', { part: 'key', fix: 'Add client:.' }),
  ]
}

/** The run makes the keys of a client whose set it serves; those of any other set it has to be given. */
function keySetProblems(raw: TargetFile, name: ConfiguredName, yaml: YamlFile): readonly Problem[] {
  const { jwksUri = '', private_key: key } = raw[name] ?? {}
  const base = raw.hosting?.publicUrl?.replace(/\/+$/u, '')
  if (key !== undefined || (name !== 'introspectionClient' && base !== undefined && jwksUri.startsWith(`${base}/`)))
    return []
  return [
    yaml.problem([name, 'jwksUri'], 'the run does not serve this key set, and has no key of it', {
      fix: 'Add private_key: { file: client.key }, or hosting: { publicUrl, listen } with this URL below publicUrl.',
    }),
  ]
}

/** Members of a registration that are not the operator's to choose, and what to do instead. */
const notChosen: Readonly<Record<string, string>> = {
  client_id: 'The server assigns it. A client that exists already goes into client:.',
  client_secret: 'The server assigns it. A client that exists already goes into client:.',
  software_statement: 'Name it in softwareStatement: { env: NAME }.',
  token_endpoint_auth_method: 'Leave it out: the run takes a method that the server lists, and tries each of them.',
  jwks: 'Leave it out: the run makes the keys that it registers.',
  jwks_uri: 'Leave it out: the run makes the keys that it registers.',
}

function registrationProblems(raw: TargetFile, yaml: YamlFile): readonly Problem[] {
  return Object.keys(raw.registration ?? {}).flatMap((name) => {
    const fix = Object.hasOwn(notChosen, name) ? notChosen[name] : undefined
    if (fix === undefined) return []
    return [
      yaml.problem(['registration', name], `${name} cannot be set for every client of a run`, { part: 'key', fix }),
    ]
  })
}

const refreshProblem = (yaml: YamlFile): readonly Problem[] => [
  yaml.problem(['refreshToken'], 'a refresh token works only for the client that it was issued to', {
    part: 'key',
    fix: 'Add client: with that client.',
  }),
]

const withoutCertificate = (name: string, method: string, yaml: YamlFile): Problem =>
  yaml.problem([name], `${method} needs a client certificate`, {
    part: 'key',
    fix: 'Add tls: { cert: client.pem, key: client.key }.',
  })

const secretHeaders = ['authorization', 'proxy-authorization', 'cookie']

/** Credentials in header fields are secrets like others: never in a file that is passed around. */
function headerProblems(raw: TargetFile, yaml: YamlFile): readonly Problem[] {
  const ofHosts = Object.entries(raw.hosts ?? {}).flatMap(([host, place]) =>
    typeof place === 'string' ? [] : [{ fields: place.headers ?? {}, path: ['hosts', host, 'headers'] }],
  )
  const ofEndpoints = Object.entries(raw.headers ?? {}).map(([endpoint, fields]) => ({
    fields,
    path: ['headers', endpoint],
  }))
  return [...ofEndpoints, ...ofHosts].flatMap(({ fields, path }) =>
    Object.entries(fields).flatMap(([name, value]) => fieldProblems(name, value, [...path, name], yaml)),
  )
}

function fieldProblems(name: string, value: unknown, path: Path, yaml: YamlFile): readonly Problem[] {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
    return [yaml.problem(path, `"${name}" is not the name of a header field`, { part: 'key' })]
  if (typeof value !== 'string' || !secretHeaders.includes(name.toLowerCase())) return []
  const { frame: _, ...problem } = yaml.problem(path, `${name} must not be written into the file`, {
    fix: `Put the value into an environment variable and write ${name}: { env: NAME }.`,
  })
  return [problem]
}
