import { bundleText, readBundle } from '../../certificate/bundle.ts'
import { checkTimestamp, momentFaults, stampedOctets } from '../../certificate/stamped.ts'
import { sha256 } from '../../certificate/statement.ts'
import { stampWords } from '../../certificate/words.ts'
import { encodeBase64 } from '../../decode/base64.ts'
import { readEvidence } from '../../load/evidence.ts'
import type { Bundle } from '../../model/bundle.ts'
import { InputError } from '../../model/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkWritable, writeWhole } from '../outputs.ts'
import { readOctets } from '../read-file.ts'

export interface StampOptions {
  readonly bundle: string
  /** Where to write the request for the authority. */
  readonly query?: string
  /** The file with its answer. */
  readonly response?: string
}

/** Writes the request for a timestamp over a bundle, or puts the answer into it. Refuses an answer that no reviewer can accept. */
export async function stamp({ bundle: path, query, response }: StampOptions, io: Io): Promise<number> {
  const octets = await readOctets(path, 'Name a file that "grantcheck certify --out BUNDLE" wrote.')
  const { bundle, text } = readBundle(octets, path)
  if (text !== bundleText(bundle))
    throw problem(`${path} is not written as certify writes it: it was edited`, 'Certify the run again.')
  if (bundle.timestamp !== undefined)
    throw problem(`${path} has a timestamp`, 'To have another one, stamp the bundle as certify wrote it.')
  if (query !== undefined) return ask(bundle, path, query, io)
  if (response !== undefined) return attach(bundle, path, response, io)
  throw problem(
    'stamp needs --query or --response',
    `Begin with "grantcheck stamp ${path} --query FILE": it writes what to ask the time-stamping authority.`,
  )
}

async function ask(bundle: Bundle, path: string, query: string, io: Io): Promise<number> {
  await checkWritable([query], [path])
  const octets = stampedOctets(bundle)
  const { timestampQuery } = await import('../../certificate/timestamp/query.ts')
  await writeWhole(query, await timestampQuery(octets))
  const answer = `${query.replace(/\.tsq$/u, '')}.tsr`
  io.out(`${query}: asks for a timestamp over SHA-256 ${sha256(octets)}, the digest of ${path}\n`)
  io.out(
    `send it: curl --fail -H "Content-Type: application/timestamp-query" --data-binary @${query} -o ${answer} URL-OF-THE-AUTHORITY\n`,
  )
  io.out(`then: grantcheck stamp ${path} --response ${answer}\n`)
  return exitCodes.conformant
}

async function attach(bundle: Bundle, path: string, response: string, io: Io): Promise<number> {
  const octets = await readOctets(response, 'Name the file that the time-stamping authority answered with.')
  const { tokenIn } = await import('../../certificate/timestamp/response.ts')
  const token = tokenIn(octets)
  if (!token.ok)
    throw problem(
      `${response} ${token.problem}`,
      'See it with "openssl ts -reply -in FILE -text". A page of HTML in it comes from another address than that of the authority.',
    )
  const stamped = { ...bundle, timestamp: encodeBase64(token.value) }
  const { run } = readEvidence(bundle.files['evidence.json'] ?? '', 'evidence.json')
  const { faults, stamp } = await checkTimestamp(stamped, undefined)
  const [fault] = stamp === undefined ? faults : momentFaults(stamp, run, bundle.key, new Date())
  if (fault !== undefined || stamp === undefined)
    throw problem(
      `${response} is no timestamp for ${path}: ${fault?.message}`,
      `Ask again: "grantcheck stamp ${path} --query FILE".`,
    )
  await writeWhole(path, bundleText(stamped), true)
  io.out(`${path}: ${stampWords(stamp, run)}\n`)
  io.out(`reviewers who trust that authority add its CA certificate: grantcheck verify ${path} --timestamp-ca CA.pem\n`)
  return exitCodes.conformant
}

const problem = (message: string, fix: string): InputError => new InputError([{ message, fix }])
