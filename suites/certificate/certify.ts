import { CompactSign } from 'jose'
import { renderJson } from '../../reports/json.ts'
import { readAttestations } from '../load/attestations.ts'
import { readBaseline, unfilledProblems } from '../load/baseline.ts'
import { readEvidence } from '../load/evidence.ts'
import type { Bundle } from '../model/bundle.ts'
import { InputError } from '../model/errors.ts'
import type { Specs } from '../model/specs.ts'
import { versionOf } from '../plan/frozen-profile.ts'
import { tooOld } from './age.ts'
import { signEnvelope } from './dsse.ts'
import { contradictionsIn, judgedAgain, missingRows, scoredIn, specificationFiles } from './judged.ts'
import type { SigningKey } from './keys.ts'
import { replayed } from './replayed.ts'
import { statementText, statementType } from './statement.ts'

/** What the vendor brings. Texts are those of the files. */
export interface Ingredients {
  readonly evidence: { readonly path: string; readonly text: string }
  readonly baseline?: { readonly path: string; readonly text: string }
  readonly attestations?: { readonly path: string; readonly text: string }
  readonly signer: SigningKey
  readonly version: string
  readonly specs: Specs
  readonly now: Date
  /** How long the certificate counts, from the run. */
  readonly days: number
  /** How many days old the run may be. Absent: as old as the certificate counts. */
  readonly maxAge?: number
}

/**
 * Makes a certificate of a whole run by a shipped profile. Judges the evidence again: the report inside is ours, not the
 * vendor's. Throws InputError for evidence that is partial, of a profile that does not ship, or for a key that has ended.
 */
export async function certify(ingredients: Ingredients): Promise<Bundle> {
  const { evidence: given, baseline, attestations, signer, version, now, days, maxAge } = ingredients
  const evidence = readEvidence(given.text, given.path)
  const shipped = versionOf(ingredients.specs, evidence.profile.id, evidence.profile.version)
  if (shipped === undefined)
    throw problem(
      `the evidence is of profile ${evidence.profile.id} ${evidence.profile.version}, which does not ship with this version`,
      'Certify a run of a shipped profile ("grantcheck list profiles"): a reviewer has no other.',
    )
  const { specs, profile } = shipped
  const partial = partialReason(evidence)
  if (partial !== undefined)
    throw problem(`this run cannot be certified: ${partial}`, 'Run the whole profile, to the end.')
  // A bundle of an older version stays valid; a new one shows nothing that was seen once.
  if (evidence.run.confirmed === undefined)
    throw problem(
      'this run cannot be certified: it was recorded by a version that did not run once more what failed or warned',
      'Run again with this version.',
    )
  const missing = missingRows(specs, profile, evidence)
  if (missing.length > 0)
    throw problem(
      `the evidence lacks ${missing.length} of the profile's scenario rows, ${missing[0]} first`,
      'It was recorded with other specification files: run again with this version.',
    )
  const [contradiction] = contradictionsIn(specs, profile, evidence)
  if (contradiction !== undefined)
    throw problem(
      `this run cannot be certified: its evidence contradicts itself: ${contradiction}`,
      'Evidence is certified as the run wrote it. If the clock of a machine is wrong, set it and run again.',
    )
  const again = await replayed(specs, profile, evidence, version)
  if (again.kind === 'differs')
    throw problem(
      `this run cannot be certified: made once more from its answers, it does otherwise: ${again.differences[0]}`,
      'Evidence is certified as the run wrote it. If nobody changed it, the run met a machine that was too busy: run again, and report it if it stays.',
    )
  // It says what the server was like on the day of the run, so that a late signature makes nothing younger.
  const begin = new Date(evidence.run.startedAt)
  if (begin.getTime() > now.getTime())
    throw problem(`the run is of ${evidence.run.startedAt}, in the future`, 'Set the clock of this machine.')
  const old = maxAge === undefined ? undefined : tooOld(evidence.run, now, maxAge)
  if (old !== undefined) throw problem(old, 'Run again, or state another --max-age.')
  const end = new Date(begin.getTime() + days * 86_400_000)
  if (end.getTime() < now.getTime())
    throw problem(
      `the run is of ${evidence.run.startedAt.slice(0, 10)}, and ${days} days count from it`,
      'Run again, or state more --days.',
    )
  if (signer.jwk.exp !== undefined && signer.jwk.exp * 1000 < now.getTime())
    throw problem('the key has ended', 'Make a new one: "grantcheck keygen --out KEY".')
  if (attestations !== undefined) readAttestations(attestations.path, attestations.text)
  const known = baseline === undefined ? undefined : readBaseline('baseline.yaml', baseline.text)
  const unfilled = known === undefined ? [] : unfilledProblems(known)
  if (unfilled.length > 0) throw new InputError(unfilled)
  const report = await judgedAgain(specs, profile, evidence, known)
  const files = {
    'report.json': renderJson({ report }),
    'evidence.json': given.text,
    ...(baseline === undefined ? {} : { 'baseline.yaml': baseline.text }),
    ...(attestations === undefined ? {} : { 'attestations.yaml': attestations.text }),
  }
  const statement = Buffer.from(
    statementText({
      files,
      report,
      specifications: await specificationFiles(),
      judgedBy: { version, specsDigest: specs.digest },
      scored: scoredIn(report),
      validity: { notBefore: begin.toISOString(), notAfter: end.toISOString() },
      key: signer.jwk,
    }),
  )
  return {
    format: 1,
    mediaType: 'application/vnd.grantcheck.bundle+json',
    files,
    envelope: signEnvelope(statementType, statement, signer.key, signer.jwk.kid),
    jws: await new CompactSign(statement)
      .setProtectedHeader({ alg: algorithmOf(signer), kid: signer.jwk.kid, typ: 'vnd.in-toto+json' })
      .sign(signer.key),
    key: signer.jwk,
    complete: true,
  }
}

/** The JWS algorithm that fits a key (RFC 8037 section 3.1, RFC 7518 section 3.4). */
export const algorithmOf = ({ jwk }: SigningKey): 'EdDSA' | 'ES256' => (jwk.crv === 'Ed25519' ? 'EdDSA' : 'ES256')

/** Why a run is not the whole profile; undefined when it is. */
export function partialReason({ run, complete }: ReturnType<typeof readEvidence>): string | undefined {
  if (run.stopped !== undefined) return run.stopped
  if (run.interrupted || !complete) return 'it was interrupted'
  if (run.only.length > 0) return `it was limited by --only ${run.only.join(' ')}`
  if (run.skip.length > 0) return `it left out --skip ${run.skip.join(' ')}`
  if (run.confirmed === false) return 'what failed or warned was not run once more (--no-confirm)'
  return undefined
}

const problem = (message: string, fix: string): InputError => new InputError([{ message, fix }])
