import { chmod, lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { decodeJson } from '../decode/json.ts'
import { own } from '../decode/own-record.ts'
import { parameterLike } from '../language/parameter.ts'
import type { Json } from '../model/json.ts'
import type { ParameterValue } from '../model/language.ts'
import type { Profile } from '../model/profile.ts'
import type { GrantIssuer, StaticClient, Target } from '../model/target.ts'
import { isAlive } from './is-alive.ts'

/** Writes a secret or a certificate into a file beside the target file; gives its name. */
type Keep = (name: string, text: string) => Promise<string>

/** Where a target file stands, and the folder that is to be deleted when nobody needs it any more. */
export interface TargetFolder {
  readonly folder: string
  readonly path: string
}

/** Writes the target file of a server of this process, and its secrets beside it, into a new temporary folder that only its owner may read. */
export async function writeTargetFolder(target: Target, profile: Profile): Promise<TargetFolder> {
  await removeAbandoned()
  const folder = await mkdtemp(join(tmpdir(), `${stem()}${process.pid}-`))
  await chmod(folder, 0o700)
  const keep: Keep = async (name, text) => {
    await writeFile(join(folder, name), text, { mode: 0o600 })
    return name
  }
  await keep('target.yaml', stringify(await membersOf(target, profile, keep)))
  return { folder, path: join(folder, 'target.yaml') }
}

/** The machine is in the name: a process number of another container says nothing here. */
const stem = (): string => `grantcheck-serve-${hostname()}-`

/** Removes the folders of processes that were killed before they could. A folder of somebody else might change while it is removed, so it stays. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = name.startsWith(stem()) ? (/^(\d+)-[^-]+$/u.exec(name.slice(stem().length)) ?? []) : []
    if (pid === undefined || isAlive(Number(pid))) continue
    const path = join(tmpdir(), name)
    const about = await lstat(path).catch(() => undefined)
    if (about?.uid === userInfo().uid) await rm(path, { recursive: true, force: true })
  }
}

const urlMember = { 'base-url': 'baseUrl', issuer: 'issuer', 'fhir-base-url': 'fhirBaseUrl' } as const

/** The members of a target file: what the loader makes of them is the target again. */
async function membersOf(target: Target, profile: Profile, keep: Keep): Promise<object> {
  const secret = async (name: string, text: string | undefined) =>
    text === undefined ? undefined : { file: await keep(name, text) }
  const { scope, resource, secondResource, exchangeAudience, secondExchangeAudience, hosting, origins } = target
  return defined({
    [urlMember[profile.target]]: target.url ?? target.issuer ?? target.baseUrl,
    profile: profile.id,
    parameters: parametersOf(target, profile),
    endpoints: target.endpoints,
    client: await clientOf('client', target.client, keep),
    secondClient: await clientOf('second-client', target.secondClient, keep),
    initialAccessToken: await secret('initial-access-token', target.initialAccessToken),
    refreshToken: await secret('refresh-token', target.refreshToken),
    softwareStatement: await secret('software-statement', target.softwareStatement),
    assertionIssuer: await issuerOf('assertion-issuer', target.assertionIssuer, keep),
    disabledIssuer: await issuerOf('disabled-issuer', target.disabledIssuer, keep),
    ...{ scope, resource, secondResource, exchangeAudience, secondExchangeAudience, hosting, origins },
    authorizationDetails: jsonIn(target.authorizationDetails),
    resourceCheck: target.resourceCheck,
    tls: defined({
      ca: target.tls.ca && (await keep('ca.pem', target.tls.ca)),
      cert: target.tls.cert && (await keep('cert.pem', target.tls.cert)),
      key: target.tls.key && (await keep('cert.key', target.tls.key)),
    }),
    capabilities: target.capabilities,
    plainHttp: target.plainHttp,
  })
}

async function clientOf(name: string, client: StaticClient | undefined, keep: Keep): Promise<object | undefined> {
  if (client === undefined) return undefined
  const { client_secret: secret, private_key: key, jwks_uri: jwksUri, ...rest } = client
  return defined({
    ...rest,
    jwksUri,
    client_secret: secret === undefined ? undefined : { file: await keep(`${name}.secret`, secret) },
    private_key: key === undefined ? undefined : { file: await keep(`${name}.key`, key) },
  })
}

async function issuerOf(name: string, issuer: GrantIssuer | undefined, keep: Keep): Promise<object | undefined> {
  if (issuer === undefined) return undefined
  return defined({ ...issuer, key: { file: await keep(`${name}.key`, issuer.key) }, claims: jsonIn(issuer.claims) })
}

/** Those that the profile has, each of the type of its default. */
function parametersOf({ parameters }: Target, profile: Profile): Readonly<Record<string, ParameterValue>> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => {
      const parameter = own(profile.parameters, name)
      if (parameter === undefined) return []
      const { default: model = '' } = parameter
      return [[name, typeof value === 'string' ? (parameterLike(model, value) ?? value) : value]]
    }),
  )
}

function jsonIn(text: string | undefined): Json | undefined {
  const json = text === undefined ? undefined : decodeJson(text)
  return json?.ok ? json.value.value : undefined
}

/** Without the members that are undefined, or empty: the schema wants something in each. */
const defined = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) =>
        value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0),
    ),
  )
