import { setTimeout } from 'node:timers/promises'
import { errorCode } from '../../decode/error-code.ts'
import { decodeJson, isObject } from '../../decode/json.ts'
import { listBroken, listMutants, startServer } from '../../embedded/embedded.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Mode, MutantFacts } from '../../model/mutant.ts'
import { choose } from '../../prove/choose.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { readTextFile } from '../read-file.ts'
import { unknownMutant } from '../unknown-mutant.ts'

export interface ServeOptions {
  readonly mutant?: string
  /** Default: the mutant's own, else airlock. */
  readonly mode?: Mode
  readonly port: number
  /** File with the public keys of a client that is made by hand. */
  readonly jwks?: string
  /** Where a client that is made by hand has its public keys. */
  readonly jwksUri?: string
}

type Started = Awaited<ReturnType<typeof startServer>>

/** Serves the reference server, or a mutant or variant of it, until interrupted. */
export async function serve(options: ServeOptions, io: Io): Promise<number> {
  if (options.mutant === 'list') {
    io.out(`${(await listBroken()).map(({ id, says }) => `${id.padEnd(42)} ${says}`).join('\n')}\n`)
    return exitCodes.conformant
  }
  const mutant = await mutantOf(options)
  const mode = options.mode ?? mutant?.mode ?? 'airlock'
  if (mode !== 'smart') refuseClients(options, mode)
  const jwks = options.jwks === undefined ? {} : await keysIn(options.jwks)
  const server = await started(options, mode)
  io.out(`${addressesOf(server, mode)}\n`)
  if (options.jwks !== undefined) io.out(`client    ${server.admit({ jwks })}\n`)
  if (options.jwksUri !== undefined)
    io.out(`client    ${server.admit({ jwks_uri: options.jwksUri })} (keys at ${options.jwksUri})\n`)
  io.out(`run it    ${await commandFor(server, mode, mutant)}\n`)
  if (mutant !== undefined) io.out(`${hintsFor(mutant)}\n`)
  io.err('stop with Ctrl-C\n')
  await setTimeout(2 ** 31 - 1, undefined, { signal: io.signal }).catch(() => undefined)
  await server.close()
  io.err('the server has stopped\n')
  return exitCodes.conformant
}

const addressesOf = (server: Started, mode: Mode): string =>
  mode === 'smart'
    ? `FHIR base URL  ${server.issuer}\nresource  ${server.resource}`
    : `base URL  ${server.baseUrl}\nissuer    ${server.issuer}`

const profiles = { airlock: 'airlock-iam', full: 'rfc', smart: 'smart-backend' } as const satisfies Record<Mode, string>

/** Throws InputError: the mode makes no clients for keys. */
function refuseClients({ jwks, jwksUri }: ServeOptions, mode: Mode): void {
  const option = jwks !== undefined ? '--jwks' : '--jwks-uri'
  if (jwks !== undefined || jwksUri !== undefined)
    throw new InputError([{ message: `${option} is for --mode smart, not ${mode}`, fix: 'Add --mode smart.' }])
}

/** The JWK Set in a file. Throws InputError where there is none. */
async function keysIn(path: string): Promise<JsonObject> {
  const fix = '"grantcheck keygen --alg ES384 --jwks --out FILE" makes one.'
  const json = decodeJson(await readTextFile(path, fix))
  if (json.ok && isObject(json.value.value) && Array.isArray(json.value.value.keys)) return json.value.value
  throw new InputError([{ message: `${path} is not a JWK Set`, fix }])
}

/** The mutant of that id; variants have no facts. Throws InputError for an id that does not exist, and for a mode that the mutant has not. */
async function mutantOf({ mutant: id, mode }: ServeOptions): Promise<MutantFacts | undefined> {
  if (id === undefined) return undefined
  if (id === '')
    throw new InputError([{ message: '--mutant needs an id', fix: '"grantcheck serve --mutant list" shows them.' }])
  const mutant = (await listMutants()).find((each) => each.id === id)
  if (mutant === undefined) await checkId(id)
  if (mutant === undefined || mode === undefined || mutant.mode === mode) return mutant
  const message = `the mutant "${id}" breaks a rule of the ${mutant.mode} server, not of the ${mode} one`
  throw new InputError([{ message, fix: `Leave --mode out, or write --mode ${mutant.mode}.` }])
}

async function checkId(id: string): Promise<void> {
  const ids = (await listBroken()).map((each) => each.id)
  if (!ids.includes(id)) throw unknownMutant(id, ids)
}

async function started({ port, mutant }: ServeOptions, mode: Mode): Promise<Started> {
  try {
    return await startServer({ mode, port, ...(mutant === undefined ? {} : { broken: mutant }) })
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    const why = code === 'EACCES' ? 'may not be used' : 'is in use'
    throw new InputError([
      {
        message: `port ${port} of 127.0.0.1 ${why}`,
        fix: 'Choose another --port, or leave it out: a free one is taken.',
      },
    ])
  }
}

/** The command that sees what is served: by the profile that judges the mutant, of which only what can see it is run. */
async function commandFor(server: Started, mode: Mode, mutant: MutantFacts | undefined): Promise<string> {
  const choice = mutant === undefined ? undefined : choose(await loadShipped(), mutant, 0, 0)
  const profile = choice?.profile.id ?? profiles[mode]
  const only = choice?.only.slice(0, 3) ?? []
  const settings = Object.entries(mutant?.parameters ?? {}).map(([name, value]) => `--set ${name}=${value}`)
  return [
    `grantcheck run ${mode === 'airlock' ? server.baseUrl : server.issuer} --profile ${profile}`,
    ...settings,
    ...(server.tls === undefined ? [] : [`--ca ${server.tls.ca}`]),
    ...only.map((id) => `--only ${id}`),
  ].join(' ')
}

/** What the command does not give, and the fault may need to be seen. */
function hintsFor({ id, supplied, endpointsNamed, breaks }: MutantFacts): string {
  const needs = [
    ...(supplied ? ['what an operator supplies (clients, a refresh token, a software statement)'] : []),
    ...(endpointsNamed ? ['the endpoints'] : []),
  ]
  const more = `breaks    ${breaks}`
  if (needs.length === 0) return more
  return `${more}\nnote      it shows only with a target file that has ${needs.join(', and ')}: "grantcheck prove --mutant ${id}" has one`
}
