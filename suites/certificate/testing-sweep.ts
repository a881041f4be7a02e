import { renderJson } from '../../reports/json.ts'
import { specs } from '../live/testing/engine.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Profile } from '../model/profile.ts'
import type { Report } from '../model/report.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { scoredIn, specificationFiles } from './judged.ts'
import { statementText } from './statement.ts'
import { bundle, signedAgain, vendor } from './testing.ts'
import type { MemberChange } from './testing-changes.ts'
import { verifyBundle } from './verify.ts'

/** What came of one change. */
export interface Tried {
  readonly at: string
  readonly what: string
  /** same: every verdict and every count is what it was. */
  readonly kind: 'same' | 'refused' | 'accepted'
  /** Verdicts and counts that are other ones. */
  readonly changed: readonly string[]
  /** By name. */
  readonly faults: readonly string[]
}

/** Judges the evidence with each change, and verifies what a forger would sign where that comes to another verdict. Throws what is thrown. */
export async function* tryAll(
  evidence: Evidence,
  profile: Profile,
  changes: Iterable<MemberChange>,
): AsyncGenerator<Tried> {
  const whole = await judgeEvidence(specs, profile, evidence)
  const before = outcomes(whole)
  const specifications = await specificationFiles()
  const now = new Date(Date.parse(evidence.run.startedAt) + evidence.run.durationMs + 1000)
  const reviewer = { specs, version: packageVersion(), now }
  /** The certificate that a forger makes: everything in it fits the evidence. */
  const forged = (text: string, report: Report): string => {
    const files = { 'report.json': renderJson({ report }), 'evidence.json': text }
    const { startedAt } = report.run
    const statement = statementText({
      files,
      report,
      specifications,
      judgedBy: { version: packageVersion(), specsDigest: specs.digest },
      scored: scoredIn(report),
      validity: { notBefore: startedAt, notAfter: new Date(now.getTime() + 86_400_000).toISOString() },
      key: vendor.signer.jwk,
    })
    return bundleText(signedAgain({ ...bundle, files }, () => statement))
  }
  for (const { at, what, make } of changes) {
    const text = `${JSON.stringify(make(), null, 1)}\n`
    const read: Evidence = JSON.parse(text)
    // Evidence that is none is refused before anybody judges it.
    const report = await judgeEvidence(specs, profile, read).catch(() => undefined)
    const changed = report === undefined ? ['it cannot be judged'] : differences(before, outcomes(report))
    if (changed.length === 0) {
      yield { at, what, kind: 'same', changed, faults: [] }
      continue
    }
    const { faults } = await verifyBundle(Buffer.from(forged(text, report ?? whole)), 'B', reviewer)
    const kind = faults.length === 0 ? 'accepted' : 'refused'
    yield { at, what, kind, changed, faults: faults.map((each) => `${each.kind}: ${each.message}`) }
  }
}

/** All that a report decides, by name. */
function outcomes(report: Report): ReadonlyMap<string, string> {
  const { conclusion, totals, scenarios, limitations } = report
  return new Map([
    ['conclusion', conclusion],
    ...Object.entries(totals).map(([name, count]) => [name, String(count)] as const),
    ...scenarios.flatMap(({ checks }) => checks.map(({ id, verdict }) => [id, verdict] as const)),
    ...limitations.map(({ id, outcome }) => [id, outcome] as const),
  ])
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)]
    return was === is ? [] : [`${name} ${was ?? 'absent'} -> ${is ?? 'absent'}`]
  })
}
