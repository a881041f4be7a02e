import { productOf } from '../../reports/claim.ts'
import type { Report } from '../model/report.ts'
import type { Verification } from './verify.ts'

/** What a bundle says of itself, as names and values. Only what could be read. */
export function summary({ bundle, judged, validity }: Verification): readonly (readonly [string, string])[] {
  const { key } = bundle
  const signer = ['signed by', `key ${key.kid} (${key.crv})`] as const
  const window =
    validity === undefined ? [] : [['counts', `${day(validity.notBefore)} to ${day(validity.notAfter)}`] as const]
  if (judged === undefined) return [signer, ...window]
  const { report } = judged
  const product = productOf(report.target)
  const { pass, fail, warn, inconclusive } = report.totals
  const limitations = report.limitations.map(({ id, outcome }) => `${id} ${outcome}`).join(', ')
  return [
    signer,
    ...window,
    ['target', targetOf(report)],
    ...(product === undefined ? [] : [['product', product] as const]),
    ['run', `${day(report.run.startedAt)}, ${report.run.exchanges} exchanges`],
    ['profile', `${report.profile.id} ${report.profile.version}, ${report.requirements.length} requirements`],
    ['checks', `${pass} pass, ${fail} fail, ${warn} warn, ${inconclusive} inconclusive`],
    ...(limitations === '' ? [] : [['limitations', limitations] as const]),
    ['conclusion', `${report.conclusion}: ${report.because}`],
  ]
}

/** What a valid bundle proves, a sentence each. */
export function proofs({ judged, bundle }: Verification): readonly string[] {
  const report = judged?.report
  if (report === undefined) return []
  const known = report.baseline?.known.flatMap((each) => each.covers).length
  return [
    'Every file in it is the one that was signed, to the byte, and the signing key has not expired.',
    `Judging the evidence again, here and now, by profile ${report.profile.id} ${report.profile.version} gives every verdict of the report.`,
    'The run was whole: each scenario of the profile that applies to this target is in the evidence.',
    ...(known === undefined
      ? []
      : [
          `A baseline was used (${known} known failures, ${report.baseline?.unlisted.length ?? 0} not on it). It changed no verdict.`,
        ]),
    ...(bundle.files['attestations.yaml'] === undefined ? [] : ['The statements below are what was signed.']),
  ]
}

/** What it does not prove. */
export function caveats({ judged }: Verification, keyIsKnown: boolean): readonly string[] {
  const target = judged === undefined ? 'the target' : (productOf(judged.report.target) ?? judged.report.target.named)
  return [
    keyIsKnown
      ? 'Who holds the private half of the key that you gave.'
      : 'Who signed it: it is signed by whoever holds this key. Give --key to say whose it has to be.',
    `That the exchanges took place, and with ${target}: the evidence is what the signer recorded.`,
    'Signatures of tokens were checked during the run; the evidence attests the result and holds no token that works.',
    'That the server has no other fault: tests show the presence of faults, not their absence.',
  ]
}

/** What was named, and the issuer or base URL behind it. */
function targetOf({ target: { named, issuer, baseUrl } }: Report): string {
  const url = issuer ?? baseUrl
  return url === undefined || url === named
    ? named
    : `${named} (${issuer === undefined ? 'base URL' : 'issuer'} ${url})`
}

const day = (time: string): string => time.slice(0, 10)
