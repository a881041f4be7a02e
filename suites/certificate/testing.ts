import { sign } from 'node:crypto'
import { runEmbedded, specs } from '../live/testing/engine.ts'
import type { Bundle } from '../model/bundle.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { certify, type Ingredients } from './certify.ts'
import { signEnvelope } from './dsse.ts'
import { makeKey, readPublicKey, readSigningKey } from './keys.ts'
import { statementType } from './statement.ts'
import { type Reviewer, verifyBundle } from './verify.ts'

const { evidence } = await runEmbedded('airlock-iam')
/** The clock of vendor and reviewer: just after the run. */
export const now = new Date(Date.parse(evidence.run.startedAt) + evidence.run.durationMs)
export const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000)
/** A new key pair, as `grantcheck key` writes it. */
export const keyOf = async (type: 'ed25519' | 'p256' = 'ed25519', length = 365) => {
  const { secret, open } = await makeKey(type, length, now)
  return { signer: await readSigningKey(secret, 'KEY'), open: await readPublicKey(open, 'KEY.pub'), secret }
}
export const [vendor, other] = [await keyOf(), await keyOf()]
/** The evidence that is certified, as text. */
export const text = `${JSON.stringify(evidence, null, 1)}\n`

/** A certificate of that evidence. */
export const made = (more: Partial<Ingredients> = {}): Promise<Bundle> =>
  certify({
    evidence: { path: 'evidence.json', text },
    signer: vendor.signer,
    version: packageVersion(),
    specs,
    now,
    days: 90,
    ...more,
  })
export const bundle = await made()

/** What a reviewer finds wrong. */
export async function faultsOf(of: Bundle | string, more: Partial<Reviewer> = {}): Promise<readonly string[]> {
  const octets = Buffer.from(typeof of === 'string' ? of : bundleText(of))
  const reviewer = { specs, version: packageVersion(), now, ...more }
  return (await verifyBundle(octets, 'B', reviewer)).faults.map(({ kind }) => kind)
}

/** The bundle with one file replaced by what `change` makes of it; nothing is signed again. */
export const withFile = (name: string, change: (text: string) => string, of = bundle): Bundle => ({
  ...of,
  files: { ...of.files, [name]: change(of.files[name] ?? '') },
})

/** What a vendor could do who alters a file and signs the whole anew, with digests that fit. */
export function signedAgain(of: Bundle, change: (statement: string) => string = (each) => each): Bundle {
  const before = JSON.parse(Buffer.from(of.envelope.payload, 'base64').toString())
  const { createHash } = process.getBuiltinModule('node:crypto')
  const digest = (file: string) => createHash('sha256').update(file).digest('hex')
  before.subject = Object.entries(of.files).map(([name, file]) => ({ name, digest: { sha256: digest(file) } }))
  const payload = Buffer.from(change(JSON.stringify(before)))
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: vendor.signer.jwk.kid, typ: 'vnd.in-toto+json' }))
  const input = `${header.toString('base64url')}.${payload.toString('base64url')}`
  return {
    ...of,
    envelope: signEnvelope(statementType, payload, vendor.signer.key, vendor.signer.jwk.kid),
    jws: `${input}.${sign(null, Buffer.from(input), vendor.signer.key).toString('base64url')}`,
  }
}
