import type { Problem } from '../../model/errors.ts'
import type { TargetFile } from '../../model/language.ts'
import type { Checked } from '../check/validate.ts'
import { typedUrlProblem } from '../url.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** What is wrong with a target file, without looking up any secret: its schema's violations, else URLs and credentials. */
export function targetProblems(yaml: YamlFile, checked: Checked<TargetFile>): readonly Problem[] {
  if (!checked.ok) return checked.problems
  return [...urlProblems(checked.raw, yaml), ...clientProblems(checked.raw, yaml), ...headerProblems(checked.raw, yaml)]
}

function urlProblems(raw: TargetFile, yaml: YamlFile): readonly Problem[] {
  const urls: readonly (readonly [Path, string | undefined, Parameters<typeof typedUrlProblem>[1]])[] = [
    [['issuer'], raw.issuer, 'issuer'],
    [['baseUrl'], raw.baseUrl, 'base URL'],
    [['resource'], raw.resource?.includes('://') ? raw.resource : undefined, 'resource'],
    [['secondResource'], raw.secondResource?.includes('://') ? raw.secondResource : undefined, 'resource'],
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

function clientProblems(raw: TargetFile, yaml: YamlFile): readonly Problem[] {
  const clients = (['client', 'secondClient', 'introspectionClient'] as const).flatMap((name) => {
    const client = raw[name]
    const method = client?.token_endpoint_auth_method
    const needed = method === 'private_key_jwt' ? 'private_key' : 'client_secret'
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
  return Object.entries(raw.headers ?? {}).flatMap(([endpoint, fields]) =>
    Object.entries(fields).flatMap(([name, value]) => fieldProblems(name, value, ['headers', endpoint, name], yaml)),
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
