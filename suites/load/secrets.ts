import { join } from 'node:path'
import { weaknessOf } from '../decode/weak-secret.ts'
import type { Problem } from '../model/errors.ts'
import type { SecretSource, TargetFile } from '../model/language.ts'
import type { Loaded } from './files/file-set.ts'
import { readText } from './files/read-text.ts'
import type { Path } from './yaml/path.ts'

export interface Secrets {
  /** The secret that a reference stands for. Empty only when there was a problem. */
  readonly valueOf: (reference: SecretSource) => string
  readonly problems: readonly Problem[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Takes every secret that a target file refers to. A problem names the variable or file, never what is in it. */
export async function readSecrets(
  { raw, yaml }: Loaded<TargetFile>,
  folder: string,
  env: Environment,
): Promise<Secrets> {
  const found = new Map<string, string>()
  const problems: Problem[] = []
  for (const { reference, path } of references(raw)) {
    const result = await read(reference, folder, env)
    if (!result.ok) {
      problems.push(yaml.problem(path, result.message, { fix: result.fix }))
      continue
    }
    found.set(keyOf(reference), result.value)
    const weakness = raw.allowWeakSecrets === true ? undefined : weaknessOf(result.value)
    if (weakness !== undefined)
      problems.push(yaml.problem(path, `${named(reference)} is ${weakness}`, { fix: stronger }))
  }
  return { valueOf: (reference) => found.get(keyOf(reference)) ?? '', problems }
}

const stronger =
  'Take a long random secret. If this one has to stay, write allowWeakSecrets: true; then evidence hides it where secrets stand, but not where the server repeats it in a text.'

const named = (reference: SecretSource): string =>
  reference.env === undefined ? `the secret in ${reference.file}` : `the secret in ${reference.env}`

const keyOf = (reference: SecretSource): string =>
  reference.env === undefined ? `file ${reference.file}` : `env ${reference.env}`

interface Placed {
  readonly reference: SecretSource
  readonly path: Path
}

function references(raw: TargetFile): readonly Placed[] {
  const clients = (['client', 'secondClient', 'introspectionClient'] as const).flatMap((name) => [
    ...placed(raw[name]?.client_secret, [name, 'client_secret']),
    ...placed(raw[name]?.private_key, [name, 'private_key']),
  ])
  const headers = Object.entries(raw.headers ?? {}).flatMap(([endpoint, fields]) =>
    Object.entries(fields).flatMap(([name, value]) => placed(value, ['headers', endpoint, name])),
  )
  const hosts = Object.entries(raw.hosts ?? {}).flatMap(([host, place]) =>
    Object.entries(typeof place === 'string' ? {} : (place.headers ?? {})).flatMap(([name, value]) =>
      placed(value, ['hosts', host, 'headers', name]),
    ),
  )
  const tokens = (['initialAccessToken', 'refreshToken', 'softwareStatement', 'subjectToken'] as const).flatMap(
    (name) => placed(raw[name], [name]),
  )
  const issuers = (['assertionIssuer', 'disabledIssuer'] as const).flatMap((name) =>
    placed(raw[name]?.key, [name, 'key']),
  )
  return [...clients, ...tokens, ...issuers, ...headers, ...hosts]
}

function placed(value: SecretSource | string | undefined, path: Path): readonly Placed[] {
  if (value === undefined || typeof value === 'string') return []
  return [{ reference: value, path: [...path, value.env === undefined ? 'file' : 'env'] }]
}

type Found =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string; readonly fix: string }

async function read(reference: SecretSource, folder: string, env: Environment): Promise<Found> {
  if (reference.env !== undefined) return fromEnvironment(reference.env, env)
  const file = await readText(join(folder, reference.file), reference.file)
  if (!file.ok)
    return {
      ok: false,
      message: file.problem.message,
      fix: 'Put the secret into that file; the path is relative to the target file.',
    }
  const value = file.text.replace(/\r?\n$/, '')
  if (value === '') return { ok: false, message: `${reference.file} is empty`, fix: 'Put the secret into that file.' }
  return { ok: true, value }
}

function fromEnvironment(name: string, env: Environment): Found {
  const value = env[name]
  if (value !== undefined && value !== '') return { ok: true, value }
  const state = value === undefined ? 'is not set' : 'is empty'
  return {
    ok: false,
    message: `the environment variable ${name} ${state}`,
    fix: `Set it before the run, for example: export ${name}=…`,
  }
}
