import type { X509Certificate } from 'node:crypto'
import pc from 'picocolors'
import { shown } from '../../../reports/text.ts'
import { readPublicKey } from '../../certificate/keys.ts'
import { readAnchors } from '../../certificate/timestamp/anchors.ts'
import { type Verification, verifyBundle } from '../../certificate/verify.ts'
import { caveats, declaredAway, proofs, summary } from '../../certificate/words.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import { packageVersion } from '../../run/version.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { readOctets, readTextFile } from '../read-file.ts'

export interface VerifyOptions {
  readonly bundle: string
  readonly key?: string
  /** YYYY-MM-DD: as of which day. */
  readonly at?: string
  readonly conformant?: boolean
  /** What the reviewer asked the vendor to run with. */
  readonly challenge?: string
  /** In days. */
  readonly maxAge?: number
  /** The certificates whose timestamps count. */
  readonly timestampCa?: string
}

/** Checks a certificate offline, judges its evidence again, and says what that proves and what it does not. */
export async function verify(options: VerifyOptions, io: Io): Promise<number> {
  const path = options.key
  const fix =
    'Name the public key of the signer, as JWK or PEM. "grantcheck keygen --out KEY" writes it as KEY.pub; of a private key in PEM, "openssl pkey -in KEY -pubout" prints it.'
  const key = path === undefined ? undefined : await readPublicKey(await readTextFile(path, fix), path)
  const octets = await readOctets(options.bundle, 'Name a file that "grantcheck certify --out BUNDLE" wrote.')
  const verification = await verifyBundle(octets, options.bundle, {
    specs: await loadShipped(),
    version: packageVersion(),
    now: dayOf(options.at),
    ...(key === undefined ? {} : { key }),
    ...(options.challenge === undefined ? {} : { challenge: options.challenge }),
    ...(options.maxAge === undefined ? {} : { maxAge: options.maxAge }),
    ...(options.timestampCa === undefined ? {} : { timestampCa: await anchorsIn(options.timestampCa) }),
  })
  io.out(textOf(verification, key !== undefined, io))
  if (verification.faults.length > 0) return exitCodes.nonconformant
  // Whoever holds any key can sign: without knowing whose it is, nothing is certified.
  if (key === undefined) return exitCodes.inconclusive
  const away = declaredAway(verification)
  if (options.conformant === true && away !== undefined) io.err(`not the certificate of a conformant server: ${away}\n`)
  const conformant = verification.judged?.report.conclusion === 'conformant' && away === undefined
  return options.conformant === true && !conformant ? exitCodes.nonconformant : exitCodes.conformant
}

async function anchorsIn(path: string): Promise<readonly X509Certificate[]> {
  const fix = 'Name the CA certificate of the time-stamping authority, in PEM.'
  return readAnchors(await readTextFile(path, fix), path)
}

function dayOf(day: string | undefined): Date {
  if (day === undefined) return new Date()
  const date = new Date(`${day}T12:00:00Z`)
  if (/^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(date.getTime())) return date
  throw new InputError([{ message: `--at ${day} is no day`, fix: 'Write it as 2026-12-31.' }])
}

function textOf(verification: Verification, keyIsKnown: boolean, io: Io): string {
  const { bold, green, red, yellow, dim } = pc.createColors(io.color)
  const { faults, judged } = verification
  const list = (lines: readonly string[]): readonly string[] => lines.map((line) => `  - ${line}`)
  const head = summary(verification).map(([name, value]) => `  ${dim(name.padEnd(12))} ${shown(value, 300)}`)
  if (faults.length > 0) {
    const told = faults.map(({ kind, message }) => `  ${red(kind)}: ${shown(message, 600)}`)
    return `${[...head, '', bold(red('NOT VALID')), ...told, '', 'Nothing that this bundle says is proven.'].join('\n')}\n`
  }
  const stated = judged?.attestations ?? []
  return `${[
    ...head,
    '',
    bold('Proven'),
    ...list(proofs(verification)),
    '',
    bold('Not proven'),
    ...list(caveats(verification, keyIsKnown)),
    ...(stated.length === 0
      ? []
      : [
          '',
          bold('Stated by people, not tested'),
          ...list(stated.map((each) => shown(`${each.statement} (${each.by}, ${each.date})`, 400))),
        ]),
    '',
    keyIsKnown
      ? `${bold(green('VALID'))} certificate of a run that was ${judged?.report.conclusion.toUpperCase()}`
      : `${bold(yellow('signed by an unknown key'))}: ${verification.bundle.key.kid}. The run was ${judged?.report.conclusion.toUpperCase()}; give --key to say whose certificate it has to be.`,
  ].join('\n')}\n`
}
