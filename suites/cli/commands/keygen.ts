import { lstatSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { type KeyType, makeKey } from '../../certificate/keys.ts'
import { makeClientKey } from '../../drive/keys/client-key.ts'
import type { SigningAlgorithm } from '../../drive/keys/key-kinds.ts'
import { InputError } from '../../model/errors.ts'
import type { JsonObject } from '../../model/json.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkWritable } from '../outputs.ts'

export interface KeygenOptions {
  readonly out: string
  readonly type: KeyType
  readonly days: number
  /** Set: the key of a client. */
  readonly alg?: SigningAlgorithm
  readonly jwks?: true
}

/** Makes a key to sign with: the private half readable by its owner only, the public half beside it. */
export async function keygen({ alg, ...options }: KeygenOptions, io: Io): Promise<number> {
  if (alg !== undefined) return clientKey(alg, options, io)
  if (options.jwks)
    throw new InputError([
      { message: '--jwks needs --alg', fix: 'Add --alg with the algorithm of the client, such as ES384.' },
    ])
  return signerKey(options, io)
}

/** The key of a client that signs assertions. */
async function clientKey(alg: SigningAlgorithm, { out, jwks }: Omit<KeygenOptions, 'alg'>, io: Io): Promise<number> {
  const publicPath = jwks ? `${out}.jwks.json` : `${out}.pub`
  await checkNew([out, publicPath])
  const { secret, open: publicKey } = await makeClientKey(alg)
  await writeNew(out, textOf(secret), 0o600)
  await writeNew(publicPath, textOf(jwks ? { keys: [publicKey] } : publicKey), 0o644)
  io.out(`${out}  private key: name it in the target file, private_key: { file: ${out} }\n`)
  io.out(`${publicPath}  public key: register it with the client at the server\n`)
  return exitCodes.conformant
}

const textOf = (json: JsonObject): string => `${JSON.stringify(json, null, 2)}\n`

/** A key to sign certificates with, or authorization grants. */
async function signerKey({ out, type, days }: Omit<KeygenOptions, 'alg'>, io: Io): Promise<number> {
  const publicPath = `${out}.pub`
  await checkNew([out, publicPath])
  const { secret, open: publicKey } = await makeKey(type, days, new Date())
  await writeNew(out, secret, 0o600)
  await writeNew(publicPath, publicKey, 0o644)
  io.out(`${out}      private key: keep it, nobody else may read it\n`)
  io.out(
    `${publicPath}  public key: give it to whoever verifies your certificates, or to the server as the key of assertionIssuer\n`,
  )
  return exitCodes.conformant
}

/** Never replaces a file: a key that is gone cannot be had again. Makes the folder. Throws InputError before there is half a pair. */
async function checkNew(paths: readonly string[]): Promise<void> {
  const fix = 'Choose another name, or move the old key away first.'
  const problems = paths.filter(isTaken).map((path) => ({ message: `${path} is there already`, fix }))
  if (problems.length > 0) throw new InputError(problems)
  await checkWritable(paths)
}

/** Also by a link that leads nowhere. */
const isTaken = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

async function writeNew(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  await file.writeFile(text)
  await file.close()
}
