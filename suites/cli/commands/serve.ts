import { rm } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { quote } from '../../../reports/shell.ts'
import { errorCode } from '../../decode/error-code.ts'
import { decodeJson, isObject } from '../../decode/json.ts'
import { listBroken, listMutants, startDescribed, startServer, trialOptions } from '../../embedded/embedded.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Mode, MutantFacts } from '../../model/mutant.ts'
import type { Target } from '../../model/target.ts'
import { type Choice, choose } from '../../prove/choose.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { readTextFile } from '../read-file.ts'
import { writeTargetFolder } from '../target-folder.ts'
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
  const { server, trial } = await begun(options, mode, mutant)
  const files = trial && (await writeTargetFolder(trial.target, trial.choice.profile))
  try {
    io.out(`${addressesOf(server, mode)}\n`)
    if (options.jwks !== undefined) io.out(`client    ${server.admit({ jwks })}\n`)
    if (options.jwksUri !== undefined)
      io.out(`client    ${server.admit({ jwks_uri: options.jwksUri })} (keys at ${options.jwksUri})\n`)
    io.out(`run it    ${commandFor(server, mode, trial && files && { ...trial, path: files.path })}\n`)
    if (mutant !== undefined)
      io.out(
        `breaks    ${mutant.breaks}\nnote      a few faults are in some answers only: where nothing fails, run it once more\n`,
      )
    io.err('stop with Ctrl-C\n')
    await setTimeout(2 ** 31 - 1, undefined, { signal: io.signal }).catch(() => undefined)
  } finally {
    if (files !== undefined) await rm(files.folder, { recursive: true, force: true })
    await server.close()
  }
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

/** How `grantcheck prove` tries a mutant: the scenarios that can see it, and the target that has what they need. */
interface MutantTrial {
  readonly choice: Choice
  readonly target: Target
}

async function begun(
  options: ServeOptions,
  mode: Mode,
  mutant: MutantFacts | undefined,
): Promise<{ readonly server: Started; readonly trial?: MutantTrial }> {
  const { port, mutant: broken } = options
  const choice = mutant === undefined ? undefined : choose(await loadShipped(), mutant, 0, 0)
  return listening(port, async () => {
    if (mutant === undefined || choice === undefined)
      return { server: await startServer({ mode, port, ...(broken === undefined ? {} : { broken }) }) }
    const { server, target } = await startDescribed(mode, choice.profile.id, { ...trialOptions(mutant), port })
    const parameters = { ...target.parameters, ...mutant.parameters }
    return { server, trial: { choice, target: { ...target, parameters } } }
  })
}

/** Throws InputError where the port cannot be had. */
async function listening<Result>(port: number, start: () => Promise<Result>): Promise<Result> {
  try {
    return await start()
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

/** The command that sees what is served: of a mutant with the target file, the profile and the scenarios by which `grantcheck prove` sees it. */
function commandFor(server: Started, mode: Mode, trial: { choice: Choice; path: string } | undefined): string {
  if (trial === undefined)
    return `grantcheck run ${mode === 'airlock' ? server.baseUrl : server.issuer} --profile ${profiles[mode]}`
  const { choice, path } = trial
  const only = choice.only.map((id) => ` --only ${id}`).join('')
  // As in its trial: a fault that shows once in two attempts is undecided where what fails is run once more.
  const once = choice.confirm ? '' : ' --no-confirm'
  return `grantcheck run ${quote([{ kind: 'text', text: path }])} --profile ${choice.profile.id}${only}${once}`
}
