import { readFile, stat } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { errorCode } from '../decode/error-code.ts'
import { InputError } from '../model/errors.ts'

/** 128 MiB: evidence is a tenth of it, and a packed file of 1 MB may unfold to gigabytes. */
const longest = 128 * 1_048_576

/** The octets of a file that the user named, as they are. Throws InputError with a fix. */
export async function readOctets(path: string, fix: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new InputError([{ message: `cannot read ${path} (${errorCode(error)})`, fix }])
  }
}

/** The text of a file that the user named; one that ends in .gz is unpacked. Throws InputError with a fix. */
export async function readTextFile(path: string, fix: string): Promise<string> {
  try {
    if ((await stat(path)).size > longest) throw new RangeError('too long')
    const octets = await readFile(path)
    return (path.endsWith('.gz') ? gunzipSync(octets, { maxOutputLength: longest }) : octets).toString('utf8')
  } catch (error) {
    if (error instanceof RangeError) throw new InputError([{ message: `${path} holds more than 128 MiB`, fix }])
    const code = errorCode(error)
    throw new InputError([{ message: `cannot read ${path} (${code})`, fix }])
  }
}
