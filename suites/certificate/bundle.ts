import { decodeUtf8 } from '../decode/utf8.ts'
import { readFormat } from '../load/format-file.ts'
import type { Bundle } from '../model/bundle.ts'
import { InputError } from '../model/errors.ts'

/** The one text of a bundle: a byte more or less anywhere is another text. */
export function bundleText({ format, mediaType, files, envelope, jws, key, timestamp, complete }: Bundle): string {
  return `${JSON.stringify({ format, mediaType, files, envelope, jws, key, timestamp, complete }, null, 1)}\n`
}

/** Reads a bundle that `certify` wrote. Throws InputError when the octets are anything else, or cut short. */
export function readBundle(octets: Uint8Array, path: string): { bundle: Bundle; text: string } {
  const fix = 'Name a file that "grantcheck certify --out BUNDLE" wrote, whole and unchanged.'
  const text = decodeUtf8(octets)
  if (!text.ok) throw new InputError([{ message: `${path} ${text.problem}`, fix }])
  const bundle = readFormat<Bundle>({ name: 'bundle', title: 'a bundle of format 1', fix }, text.value, path)
  return { bundle, text: text.value }
}
