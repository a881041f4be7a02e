import { renderJson } from '../../reports/json.ts'
import { readAttestations } from '../load/attestations.ts'
import { readBaseline } from '../load/baseline.ts'
import { readEvidence } from '../load/evidence.ts'
import { readReport } from '../load/report.ts'
import type { Baseline } from '../model/baseline.ts'
import type { Bundle } from '../model/bundle.ts'
import { InputError } from '../model/errors.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Attested } from '../model/language.ts'
import type { Profile } from '../model/profile.ts'
import type { Report } from '../model/report.ts'
import type { Specs } from '../model/specs.ts'
import type { CheckReport } from '../model/verdict.ts'
import { type Version, versionOf } from '../plan/frozen-profile.ts'
import { partialReason } from './certify.ts'
import { type Fault, type FaultKind, fault } from './faults.ts'
import { contradictionsIn, judgedAgain, missingRows, scoredIn } from './judged.ts'
import { type Replayed, replayed } from './replayed.ts'

/** The files of a bundle, read, and judged again. */
export interface JudgedBundle {
  readonly evidence: Evidence
  /** What judging the evidence says now. */
  readonly report: Report
  readonly attestations: readonly Attested[]
  readonly replayed: Replayed
}

/** Reads and judges what a bundle holds. Each difference between what it says and what it is, is a fault. */
export async function judgeContents(
  { files }: Bundle,
  specs: Specs,
  version: string,
): Promise<{ faults: readonly Fault[]; judged?: JudgedBundle }> {
  const names = ['report.json', 'evidence.json', 'baseline.yaml', 'attestations.yaml']
  const odd = Object.keys(files).filter((name) => !names.includes(name))
  const absent = names.slice(0, 2).filter((name) => files[name] === undefined)
  if (odd.length + absent.length > 0)
    return {
      faults: fault(
        'files-differ',
        [
          ...odd.map((name) => `${name} does not belong into a bundle`),
          ...absent.map((name) => `${name} is missing`),
        ].join('; '),
      ),
    }
  const report = attempt('report-unreadable', () => readReport(files['report.json'] ?? '', 'report.json'))
  const evidence = attempt('evidence-unreadable', () => readEvidence(files['evidence.json'] ?? '', 'evidence.json'))
  const attached = attempt('attachment-unreadable', () => attachments(files))
  const unread = [report, evidence, attached].flatMap((each) => (each.ok ? [] : each.faults))
  if (!report.ok || !evidence.ok || !attached.ok) return { faults: unread }
  const { profile } = evidence.value
  const shipped = versionOf(specs, profile.id, profile.version)
  const mismatch = profileFaults(specs.profiles[profile.id], shipped, evidence.value, report.value)
  if (shipped === undefined || mismatch.length > 0) return { faults: mismatch }
  const again = await judgedAgain(shipped.specs, shipped.profile, evidence.value, attached.value.baseline)
  const partial = partialReason(evidence.value)
  const missing = missingRows(shipped.specs, shipped.profile, evidence.value)
  const [contradiction, ...more] = contradictionsIn(shipped.specs, shipped.profile, evidence.value)
  // What is refused already need not be made once more.
  const isWhole = partial === undefined && missing.length === 0 && contradiction === undefined
  const made: Replayed = isWhole
    ? await replayed(shipped.specs, shipped.profile, evidence.value, version)
    : { kind: 'not-replayable', because: 'it is refused' }
  return {
    judged: {
      evidence: evidence.value,
      report: again,
      attestations: attached.value.attestations,
      replayed: made,
    },
    faults: [
      ...(partial === undefined ? [] : fault('run-partial', `the run is not the whole profile: ${partial}`)),
      ...(missing.length === 0
        ? []
        : fault('scenario-missing', `the evidence lacks ${missing.length} scenario rows, ${missing[0]} first`)),
      ...(contradiction === undefined
        ? []
        : fault(
            'evidence-contradicts-itself',
            more.length === 0 ? contradiction : `${contradiction}, and ${more.length} more`,
          )),
      ...(made.kind === 'differs' ? replayFault(made.differences) : []),
      ...verdictFaults(report.value, again, files['report.json'] ?? ''),
    ],
  }
}

function replayFault([first = '', ...more]: readonly string[]): readonly Fault[] {
  return fault('replay-differs', more.length === 0 ? first : `${first}, and ${more.length} more`)
}

function attachments(files: Bundle['files']): {
  readonly baseline: Baseline | undefined
  readonly attestations: readonly Attested[]
} {
  const { 'baseline.yaml': baseline, 'attestations.yaml': attestations } = files
  return {
    baseline: baseline === undefined ? undefined : readBaseline('baseline.yaml', baseline),
    attestations: attestations === undefined ? [] : readAttestations('attestations.yaml', attestations),
  }
}

function profileFaults(
  today: Profile | undefined,
  shipped: Version | undefined,
  evidence: Evidence,
  report: Report,
): readonly Fault[] {
  const { id, version } = evidence.profile
  if (today === undefined) return fault('profile-unknown', `the profile ${id} does not ship with this version`)
  if (shipped === undefined)
    return fault('profile-unknown', `the run is of profile ${id} ${version}; this version has ${today.version}`)
  if (report.profile.id === id && report.profile.version === version) return []
  return fault(
    'profile-swapped',
    `the evidence is of profile ${id} ${version}, the report of ${report.profile.id} ${report.profile.version}`,
  )
}

/** The report has to be what judging the evidence gives, to the byte. */
function verdictFaults(said: Report, again: Report, text: string): readonly Fault[] {
  if (text === renderJson({ report: again })) return []
  const [before, after] = [scoredIn(said), scoredIn(again)]
  const dropped = after.filter((id) => !before.includes(id))
  const added = before.filter((id) => !after.includes(id))
  if (dropped.length + added.length > 0)
    return fault(
      'requirements-differ',
      `the report ${dropped.length > 0 ? `leaves out ${dropped.join(', ')}` : `scores ${added.join(', ')}, which this run did not`}`,
    )
  return fault('verdicts-differ', firstDifference(said, again))
}

function firstDifference(said: Report, again: Report): string {
  const told = checksOf(said)
  for (const [id, check] of checksOf(again)) {
    const other = told.get(id)
    if (other === undefined) return `the report leaves out the check ${id}`
    if (JSON.stringify(other) !== JSON.stringify(check))
      return `the report says ${other.verdict} of ${id}; the evidence says ${check.verdict}${other.verdict === check.verdict ? ', in other words' : ''}`
  }
  const [invented] = [...told.keys()].filter((id) => !checksOf(again).has(id))
  if (invented !== undefined) return `the report has a check ${invented} that the profile does not`
  return `the report says ${said.conclusion}, ${said.because}; the evidence says ${again.conclusion}, ${again.because}, or its facts differ`
}

function checksOf(report: Report): ReadonlyMap<string, CheckReport> {
  return new Map(report.scenarios.flatMap((scenario) => scenario.checks).map((check) => [check.id, check]))
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] }

function attempt<T>(kind: FaultKind, read: () => T): Attempt<T> {
  try {
    return { ok: true, value: read() }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ok: false, faults: fault(kind, error.message) }
  }
}
