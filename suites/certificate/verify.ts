import type { X509Certificate } from 'node:crypto'
import { decodeBase64 } from '../decode/base64.ts'
import { decodeJson, isObject } from '../decode/json.ts'
import { at } from '../decode/pointer.ts'
import { decodeUtf8 } from '../decode/utf8.ts'
import type { Bundle, Validity } from '../model/bundle.ts'
import type { Json } from '../model/json.ts'
import type { Specs } from '../model/specs.ts'
import { bundleText, readBundle } from './bundle.ts'
import { type JudgedBundle, judgeContents } from './contents.ts'
import { type Fault, fault } from './faults.ts'
import { freshnessFaults } from './freshness.ts'
import { scoredIn, specificationFiles } from './judged.ts'
import type { SigningKey } from './keys.ts'
import { type AskIssuer, checkOnline, type OnlineCheck } from './online.ts'
import { signatureFaults } from './signatures.ts'
import { checkTimestamp, momentFaults } from './stamped.ts'
import { sha256, statementText } from './statement.ts'
import type { Stamp } from './timestamp/checked.ts'

/** What a reviewer has, beside the bundle. */
export interface Reviewer {
  readonly specs: Specs
  readonly version: string
  readonly now: Date
  /** What the run had to answer. */
  readonly challenge?: string
  /** How many days old the run may be. Absent: as old as the certificate counts. */
  readonly maxAge?: number
  /** The signer's public key, where it is known from elsewhere. */
  readonly key?: SigningKey
  /** Asks the issuer for its keys. Absent: nobody is asked. */
  readonly online?: AskIssuer
  /** Whose timestamps count. Given: there has to be one. */
  readonly timestampCa?: readonly X509Certificate[]
}

export interface Verification {
  /** Empty: the bundle holds. */
  readonly faults: readonly Fault[]
  readonly bundle: Bundle
  readonly judged?: JudgedBundle
  readonly validity?: Validity
  /** What the issuer's keys said. Absent: nobody was asked, or the bundle is refused without that. */
  readonly online?: OnlineCheck
  /** The timestamp, where its signature holds. */
  readonly stamp?: Stamp
}

/**
 * Checks a certificate: one text, digests, both signatures, key and window, the profile's requirements, and
 * every verdict, judged again from the evidence. Without network, but for `online` where the reviewer has it and nothing else is wrong. Throws InputError for octets that are no bundle at all.
 */
export async function verifyBundle(octets: Uint8Array, path: string, reviewer: Reviewer): Promise<Verification> {
  const { bundle, text } = readBundle(octets, path)
  const canonical =
    text === bundleText(bundle)
      ? []
      : fault('not-canonical', 'the file is not written as certify writes it: it was edited')
  const signed = await signatureFaults(bundle, reviewer.key, reviewer.now)
  const statement = statementIn(bundle)
  const digests = digestFaults(bundle, statement)
  const validity = validityIn(statement)
  const { faults: unstamped, stamp } = await checkTimestamp(bundle, reviewer.timestampCa)
  const before = [...canonical, ...signed, ...digests, ...windowFaults(validity, reviewer.now), ...unstamped]
  const strange = specificationFaults(statement, reviewer)
  if (strange.length > 0)
    return { faults: [...before, ...strange], bundle, ...(validity === undefined ? {} : { validity }) }
  const { faults, judged } = await judgeContents(bundle, reviewer.specs, reviewer.version)
  const differs =
    judged === undefined || validity === undefined || before.length + faults.length > 0
      ? []
      : await statementFaults(bundle, judged, validity, statement)
  const fresh = judged === undefined ? [] : freshnessFaults(judged, reviewer)
  const moment =
    judged === undefined || stamp === undefined
      ? []
      : momentFaults(stamp, judged.evidence.run, bundle.key, reviewer.now)
  const offline = [...before, ...faults, ...differs, ...fresh, ...moment]
  const online =
    judged === undefined || reviewer.online === undefined || offline.length > 0
      ? undefined
      : await checkOnline(judged.evidence, reviewer.online)
  return {
    faults: [...offline, ...(online === undefined ? [] : refusedFaults(online))],
    bundle,
    ...(stamp === undefined ? {} : { stamp }),
    ...(judged === undefined ? {} : { judged }),
    ...(validity === undefined ? {} : { validity }),
    ...(online === undefined ? {} : { online }),
  }
}

function refusedFaults({ refused: [first, ...more] }: OnlineCheck): readonly Fault[] {
  if (first === undefined) return []
  const others = more.length === 0 ? '' : `, and ${more.length} more`
  return fault('kept-signature-refused', `the kept signature of ${first}${others}`)
}

function statementIn({ envelope }: Bundle): Json | undefined {
  const octets = decodeBase64(envelope.payload)
  const text = octets.ok ? decodeUtf8(octets.value) : octets
  const json = text.ok ? decodeJson(text.value) : text
  return json.ok && isObject(json.value.value) ? json.value.value : undefined
}

/** Every file of the bundle is a subject of the statement by its digest, and the other way round. */
function digestFaults({ files }: Bundle, statement: Json | undefined): readonly Fault[] {
  const subjects = at(statement, '/subject')
  const listed = Array.isArray(subjects)
    ? subjects.map((each) => [at(each, '/name'), at(each, '/digest/sha256')].join(' '))
    : []
  const there = Object.entries(files).map(([name, text]) => `${name} ${sha256(text)}`)
  const odd = [...there.filter((each) => !listed.includes(each)), ...listed.filter((each) => !there.includes(each))]
  const names = new Set(odd.map((each) => each.split(' ')[0] ?? each))
  return names.size === 0
    ? []
    : fault('files-differ', `not what was signed: ${[...names].join(', ')} (another digest, or not on the list)`)
}

function validityIn(statement: Json | undefined): Validity | undefined {
  const validity = at(statement, '/predicate/grantcheck/validity')
  const [notBefore, notAfter] = [at(validity, '/notBefore'), at(validity, '/notAfter')]
  if (typeof notBefore !== 'string' || typeof notAfter !== 'string') return undefined
  return Number.isNaN(Date.parse(notBefore)) || Number.isNaN(Date.parse(notAfter)) ? undefined : { notBefore, notAfter }
}

function windowFaults(validity: Validity | undefined, now: Date): readonly Fault[] {
  if (validity === undefined) return fault('statement-differs', 'the statement does not say when it counts')
  if (now.getTime() < Date.parse(validity.notBefore)) return fault('not-yet-valid', `counts from ${validity.notBefore}`)
  return now.getTime() > Date.parse(validity.notAfter) ? fault('expired', `counted until ${validity.notAfter}`) : []
}

/** Only the specification files that it was judged by can judge it again. */
function specificationFaults(statement: Json | undefined, { specs }: Reviewer): readonly Fault[] {
  const digest = at(statement, '/predicate/grantcheck/judgedBy/specsDigest')
  if (digest === specs.digest) return []
  const version = at(statement, '/predicate/grantcheck/judgedBy/version')
  const told = typeof version === 'string' ? `grantcheck ${version}` : 'another version'
  return fault(
    'specifications-unknown',
    `it was judged by ${told} with other specification files: verify it with that version`,
  )
}

/** The statement says of the run what the run is. */
async function statementFaults(
  { files, key }: Bundle,
  { report, evidence }: JudgedBundle,
  validity: Validity,
  statement: Json | undefined,
): Promise<readonly Fault[]> {
  const version = at(statement, '/predicate/grantcheck/judgedBy/version')
  const digest = at(statement, '/predicate/grantcheck/judgedBy/specsDigest')
  const expected = statementText({
    files,
    report,
    specifications: await specificationFiles(),
    judgedBy: { version: String(version), specsDigest: String(digest) },
    scored: scoredIn(report),
    validity,
    key,
  })
  if (validity.notBefore !== evidence.run.startedAt)
    return fault(
      'statement-differs',
      `it counts from ${validity.notBefore}, and the run was at ${evidence.run.startedAt}`,
    )
  const said = JSON.stringify(statement)
  if (said === expected) return []
  return fault('statement-differs', `the statement does not say what the run is: ${firstDifference(said, expected)}`)
}

function firstDifference(said: string, expected: string): string {
  let index = 0
  while (said[index] === expected[index] && index < said.length) index += 1
  const from = Math.max(0, index - 40)
  return `…${said.slice(from, index + 40)}… instead of …${expected.slice(from, index + 40)}…`
}
