import type { X509Certificate } from 'node:crypto'
import pc from 'picocolors'
import { shown } from '../../../reports/text.ts'
import { readPublicKey } from '../../certificate/keys.ts'
import type { AskIssuer } from '../../certificate/online.ts'
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
  /** Check the kept signatures with the keys that the issuer publishes now. */
  readonly online?: boolean
  /** The certificates whose timestamps count. */
  readonly timestampCa?: string
}

/** Checks a certificate, judges its evidence again, and says what that proves and what it does not. Sends nothing without --online. */
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
    ...(options.online === true ? { online: await askingBy(io) } : {}),
    ...(options.timestampCa === undefined ? {} : { timestampCa: await anchorsIn(options.timestampCa) }),
  })
  io.out(textOf(verification, key !== undefined, io))
  if (verification.faults.length > 0) return exitCodes.nonconformant
  // Whoever holds any key can sign: without knowing whose it is, nothing is certified.
  if (key === undefined) return exitCodes.inconclusive
  const away = declaredAway(verification)
  if (options.conformant === true && away !== undefined) io.err(`not the certificate of a conformant server: ${away}\n`)
  const conformant = verification.judged?.report.conclusion === 'conformant' && away === undefined
  if (options.conformant === true && !conformant) return exitCodes.nonconformant
  // Who asks the issuer wants to hear of every signature, and of one at least.
  return openIn(verification) === undefined ? exitCodes.conformant : exitCodes.inconclusive
}

async function askingBy({ env, signal }: Io): Promise<AskIssuer> {
  const { liveKeys } = await import('../../drive/live-keys.ts')
  return (issuer) => liveKeys(issuer, { version: packageVersion(), env, signal })
}

/** What the keys of the issuer were to show and did not. */
const openIn = ({ online }: Verification): string | undefined => online?.unchecked[0]

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
  const open = openIn(verification)
  const conclusion = judged?.report.conclusion.toUpperCase()
  const known =
    open === undefined
      ? `${bold(green('VALID'))} certificate of a run that was ${conclusion}`
      : `${bold(yellow('not confirmed by the issuer'))}: ${shown(open, 400)}. Without --online it is a valid certificate of a run that was ${conclusion}`
  return `${[
    ...head,
    '',
    bold('Proven'),
    ...list(proofs(verification).map((each) => shown(each, 600))),
    '',
    bold('Not proven'),
    ...list(caveats(verification, keyIsKnown).map((each) => shown(each, 600))),
    ...(stated.length === 0
      ? []
      : [
          '',
          bold('Stated by people, not tested'),
          ...list(stated.map((each) => shown(`${each.statement} (${each.by}, ${each.date})`, 400))),
        ]),
    '',
    keyIsKnown
      ? known
      : `${bold(yellow('signed by an unknown key'))}: ${verification.bundle.key.kid}. The run was ${conclusion}; give --key to say whose certificate it has to be.`,
  ].join('\n')}\n`
}
