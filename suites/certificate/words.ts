import { productOf } from '../../reports/claim.ts'
import { shown } from '../../reports/text.ts'
import { readAnswer } from '../decode/answer.ts'
import type { RunRecord } from '../model/evidence.ts'
import type { Report } from '../model/report.ts'
import { capabilities } from '../model/vocabulary.ts'
import { removed, removedThoughAdvertised } from './consistency/document.ts'
import type { JudgedBundle } from './contents.ts'
import { answersChallenge } from './freshness.ts'
import { endOf } from './stamped.ts'
import type { Stamp } from './timestamp/checked.ts'
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
    ['asked at', originsOf(judged).join(', ')],
    ...(product === undefined ? [] : [['product', product] as const]),
    ['run', `${day(report.run.startedAt)}, ${report.run.exchanges} exchanges`],
    ['profile', `${report.profile.id} ${report.profile.version}, ${report.requirements.length} requirements`],
    ['checks', `${pass} pass, ${fail} fail, ${warn} warn, ${inconclusive} inconclusive`],
    ...notApplicable(report).map((reason) => ['not judged', reason] as const),
    ...declared(judged),
    ...(limitations === '' ? [] : [['limitations', limitations] as const]),
    ['conclusion', `${report.conclusion}: ${report.because}`],
  ]
}

/** What a valid bundle proves, a sentence each. */
export function proofs({ judged, bundle, online, stamp }: Verification): readonly string[] {
  const report = judged?.report
  if (report === undefined) return []
  const known = report.baseline?.known.flatMap((each) => each.covers).length
  return [
    'Every file in it is the one that was signed, to the byte, and the signing key has not expired.',
    `Judging the evidence again, here and now, by profile ${report.profile.id} ${report.profile.version} gives every verdict of the report.`,
    'Each scenario of the profile that applies to a target with these capabilities is in the evidence, whole.',
    'The evidence does not contradict itself: each exchange was sent for its own step, in order and to this server, steps were skipped where their conditions say so, and what was taken from the metadata is what the recorded document says.',
    ...(judged?.replayed.kind === 'same'
      ? [
          'The run, made once more with the recorded answers in the place of the network, comes to the same facts, plan and skipped steps, and sends these requests, each once and no other, but for what is listed below.',
        ]
      : []),
    ...challengeIn(judged).map(
      (nonce) =>
        `The requests follow from the challenge ${JSON.stringify(nonce)}, so they were sent after somebody had said it.`,
    ),
    ...(keptIn(judged) === 0
      ? []
      : [
          `The kept signatures of ${tokens(keptIn(judged))}, which had expired when the run ended, verify with the keys in the evidence.`,
        ]),
    ...(online === undefined || online.verified === 0
      ? []
      : [
          `Keys that ${report.target.issuer} publishes now (${online.keysAt}) verify the signatures of ${online.verified} of the ${tokens(online.of)} in the evidence that are JWTs: who holds these keys has issued them.`,
        ]),
    ...(stamp?.trusted === true && judged !== undefined
      ? [
          `${stampWords(stamp, judged.evidence.run)}. Its certificate leads to one that you gave: the bundle was there at that time.`,
        ]
      : []),
    ...(known === undefined
      ? []
      : [
          `A baseline was used (${known} known failures, ${report.baseline?.unlisted.length ?? 0} not on it). It changed no verdict.`,
        ]),
    ...(bundle.files['attestations.yaml'] === undefined ? [] : ['The statements below are what was signed.']),
  ]
}

const keptIn = (judged: JudgedBundle | undefined): number =>
  Object.keys(judged?.evidence.keptSignatures?.signatures ?? {}).length

const tokens = (count: number): string => `${count} access ${count === 1 ? 'token' : 'tokens'}`

/** When a bundle was stamped, by whom, and how long after its run. */
export function stampWords({ at, by }: Stamp, run: RunRecord): string {
  const after = Math.round((at.getTime() - endOf(run)) / 1000)
  return `Stamped at ${at.toISOString()} by ${shown(by)}, ${after <= 0 ? 'when' : `${lasting(after)} after`} the run ended by its own times`
}

function lasting(seconds: number): string {
  const [count, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 7200
        ? [Math.round(seconds / 60), 'minute']
        : seconds < 172_800
          ? [Math.round(seconds / 3600), 'hour']
          : [Math.round(seconds / 86_400), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** The challenge that the run names and answers. */
function challengeIn(judged: JudgedBundle | undefined): readonly string[] {
  const nonce = judged?.evidence.run.challenge
  return judged !== undefined && nonce !== undefined && answersChallenge(judged, nonce) ? [nonce] : []
}

/** What it does not prove. */
export function caveats({ judged, online, stamp }: Verification, keyIsKnown: boolean): readonly string[] {
  const target = judged === undefined ? 'the target' : (productOf(judged.report.target) ?? judged.report.target.named)
  return [
    keyIsKnown
      ? 'Who holds the private half of the key that you gave.'
      : 'Who signed it: it is signed by whoever holds this key. Give --key to say whose it has to be.',
    ...(judged !== undefined && removed(judged.evidence.facts).length > 0
      ? ['What the target file removes: it was not judged.']
      : []),
    judged?.replayed.kind === 'not-replayable'
      ? `That grantcheck sends these requests: they were not made once more, since ${judged.replayed.because}.`
      : 'What the run took by chance or kept secret, as the evidence has it: keys and their identifiers, jti and signatures, the values of secrets and what their form decides, times within seconds, nonces, ports, the order of deletions; and what was attested: looks at TLS, what the server fetched, the strength of secrets.',
    ...(stamp === undefined ? [] : [stampCaveat(stamp)]),
    `That the exchanges took place, and with ${target}: the evidence is what the signer recorded.`,
    `Signatures of ${keptIn(judged) === 0 ? '' : 'other '}tokens were checked during the run; the evidence attests the result and holds no token that works.`,
    ...(online === undefined ? [] : online.unchecked.map((because) => `With the keys of the issuer: ${because}.`)),
    'That the server has no other fault: tests show the presence of faults, not their absence.',
  ]
}

function stampCaveat({ by, trusted }: Stamp): string {
  return trusted
    ? 'That the certificate of the time-stamping authority has not been revoked: nothing was asked over the network.'
    : `When it was made: it has a timestamp of ${shown(by)} that was not checked. Give --timestamp-ca to say whose timestamps count.`
}

/** Where the requests went. */
function originsOf({ evidence }: JudgedBundle): readonly string[] {
  return [...new Set(evidence.exchanges.map(({ request }) => new URL(request.url).origin))]
}

/** Why checks do not apply: the three most frequent reasons, and how many there are for others. */
function notApplicable({ scenarios }: Report): readonly string[] {
  const counts = new Map<string, number>()
  const checks = scenarios.flatMap((each) => each.checks).filter(({ verdict }) => verdict === 'not-applicable')
  for (const { because = 'no reason' } of checks) counts.set(because, (counts.get(because) ?? 0) + 1)
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  const told = sorted.slice(0, 3).map(([because, count]) => `${checksIn(count)}: ${because}`)
  const others = sorted.slice(3).reduce((sum, [, count]) => sum + count, 0)
  return others === 0 ? told : [...told, `${checksIn(others)} for ${sorted.length - 3} other reasons`]
}

const checksIn = (count: number): string => `${count} ${count === 1 ? 'check' : 'checks'}`

/** What the target file, and not the server, says of the server. */
function declared({ evidence: { facts } }: JudgedBundle): readonly (readonly [string, string])[] {
  const added = capabilities.filter((name) => facts.capabilities[name]?.because === 'the target file adds it')
  const taken = removed(facts)
  return [
    ...(taken.length === 0 ? [] : [['removed', `the target file removes ${taken.join(', ')}`] as const]),
    ...(added.length === 0 ? [] : [['added', `the target file adds ${added.join(', ')}`] as const]),
  ]
}

/** Why such a certificate is none of a conformant server, whatever its verdicts are. */
export function declaredAway({ judged }: Verification): string | undefined {
  if (judged === undefined) return undefined
  const { facts, exchanges } = judged.evidence
  const document = exchanges.find(({ id }) => id === facts.metadata?.exchange)
  const names = removedThoughAdvertised(facts, readAnswer(document).json)
  if (names.length === 0) return undefined
  return `the target file removes ${names.join(', ')}, which the metadata of the server advertises`
}

/** What was named, and the issuer or base URL behind it. */
function targetOf({ target: { named, issuer, baseUrl } }: Report): string {
  const url = issuer ?? baseUrl
  return url === undefined || url === named
    ? named
    : `${named} (${issuer === undefined ? 'base URL' : 'issuer'} ${url})`
}

const day = (time: string): string => time.slice(0, 10)
