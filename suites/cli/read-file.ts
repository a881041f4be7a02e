import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { errorCode } from '../decode/error-code.ts'
import { InputError } from '../model/errors.ts'

/** The text of a file that the user named; one that ends in .gz is unpacked. Throws InputError with a fix. */
export async function readTextFile(path: string, fix: string): Promise<string> {
  try {
    const octets = await readFile(path)
    return (path.endsWith('.gz') ? gunzipSync(octets) : octets).toString('utf8')
  } catch (error) {
    const code = errorCode(error)
    throw new InputError([{ message: `cannot read ${path} (${code})`, fix }])
  }
}
