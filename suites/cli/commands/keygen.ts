import { open } from 'node:fs/promises'
import { type KeyType, makeKey } from '../../certificate/keys.ts'
import { errorCode } from '../../decode/error-code.ts'
import { InputError } from '../../model/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkWritable } from '../outputs.ts'

export interface KeygenOptions {
  readonly out: string
  readonly type: KeyType
  readonly days: number
}

/** Makes a key to sign certificates with, or authorization grants: the private half readable by its owner only, the public half beside it. */
export async function keygen({ out, type, days }: KeygenOptions, io: Io): Promise<number> {
  const publicPath = `${out}.pub`
  const { secret, open: publicKey } = await makeKey(type, days, new Date())
  await writeNew(out, secret, 0o600)
  await writeNew(publicPath, publicKey, 0o644)
  io.out(`${out}      private key: keep it, nobody else may read it\n`)
  io.out(
    `${publicPath}  public key: give it to whoever verifies your certificates, or to the server as the key of assertionIssuer\n`,
  )
  return exitCodes.conformant
}

/** Never replaces a file: a key that is gone cannot be had again. */
async function writeNew(path: string, text: string, mode: number): Promise<void> {
  try {
    const file = await open(path, 'wx', mode)
    await file.writeFile(text)
    await file.close()
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      await checkWritable([path])
      throw error
    }
    throw new InputError([
      { message: `${path} is there already`, fix: 'Choose another name, or move the old key away first.' },
    ])
  }
}
