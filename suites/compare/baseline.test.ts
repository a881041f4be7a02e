import { describe, expect, it } from 'vitest'
import { recordedReport } from '../live/testing/recordings.ts'
import { readBaseline } from '../load/baseline.ts'
import type { Report } from '../model/report.ts'
import { compareWithBaseline, failuresOf } from './baseline.ts'
import { draftEntries, entriesAsYaml } from './baseline-entries.ts'

const report = await recordedReport('node-oauth-5.3.0/rfc.json.gz')
const failures = failuresOf(report)
const [first] = failures

const entry = (name: string, reviewBy = '2027-01-31'): string =>
  `  - ${name}\n    reason: mended in 6.0\n    owner: ada\n    reviewBy: ${reviewBy}\n`
const compare = (entries: string, of: Report = report, strict = false) =>
  compareWithBaseline(
    of,
    readBaseline('b.yaml', `baseline: test\nentries:\n${entries || '  []\n'}`),
    '2026-11-23',
    strict,
  )

describe('a baseline', () => {
  it('knows a check by its id, and a requirement with all its checks', () => {
    expect(failures.length).toBeGreaterThan(1)
    const byCheck = compare(entry(`check: ${first?.id}`))
    expect(byCheck.known).toMatchObject([{ entry: first?.id, covers: [first?.id], owner: 'ada' }])
    expect(byCheck.unlisted).toHaveLength(failures.length - 1)
    const byRequirement = compare(entry(`requirement: ${first?.requirement}`))
    const same = failures.filter(({ requirement }) => requirement === first?.requirement)
    expect(byRequirement.known[0]?.covers).toEqual(same.map(({ id }) => id))
    expect(byRequirement.problems).toEqual([])
  })

  it('an entry for what passes is stale, for what is not there unknown, after its day expired', () => {
    const passing = report.requirements.find(({ verdict }) => verdict === 'pass')
    const found = compare(
      entry(`requirement: ${passing?.id}`) +
        entry('requirement: rfc9999.1.none') +
        entry(`check: ${first?.id}`, '2026-11-22') +
        entry('limitation: refresh'),
    )
    expect(found.problems.map(({ kind, at }) => `${kind} ${at.line}`)).toEqual([
      'stale 3',
      'unknown 7',
      'expired 11',
      'unknown 15',
    ])
  })

  it('an entry for what could not be decided stays as it is', () => {
    const undecided = (of: Report, which: (check: { id: string; requirement?: string }) => boolean): Report => ({
      ...of,
      scenarios: of.scenarios.map((scenario) => ({
        ...scenario,
        checks: scenario.checks.map((check) => (which(check) ? { ...check, verdict: 'inconclusive' as const } : check)),
      })),
    })
    const oneOpen = undecided(report, ({ id }) => id === first?.id)
    expect(compare(entry(`check: ${first?.id}`), oneOpen).problems).toEqual([])
    expect(compare(entry(`check: ${first?.id}`, '2026-11-22'), oneOpen).problems).toMatchObject([{ kind: 'expired' }])
    const down: Report = { ...undecided(report, () => true), totals: { ...report.totals, pass: 0 } }
    expect(compare(entry(`requirement: ${first?.requirement}`), down)).toMatchObject({ known: [], problems: [] })
  })

  it('an entry for what warns or does not apply is not stale; a warning is known where warnings count', () => {
    const checks = report.scenarios.flatMap((scenario) => scenario.checks)
    const of = (verdict: string): string => checks.find((check) => check.verdict === verdict)?.id ?? ''
    const entries = entry(`check: ${of('warn')}`) + entry(`check: ${of('not-applicable')}`)
    expect(compare(entries)).toMatchObject({ known: [], problems: [] })
    const strictly = compare(entries, report, true)
    expect(strictly).toMatchObject({ known: [{ covers: [of('warn')] }], problems: [] })
    const warned = checks.filter(({ verdict }) => verdict === 'warn').length
    expect(strictly.unlisted).toHaveLength(failures.length + warned - 1)
    const drafts = draftEntries(report, strictly.unlisted, '2026-11-23')
    expect(compare(entry(`check: ${of('warn')}`) + entriesAsYaml(drafts), report, true).unlisted).toEqual([])
  })

  it('changes neither verdicts nor conclusion', () => {
    const before = JSON.stringify(report)
    compare(entry(`check: ${first?.id}`))
    expect(JSON.stringify(report)).toBe(before)
  })

  it('the entries that it drafts are a baseline that knows everything', () => {
    const { unlisted } = compare('')
    const drafts = draftEntries(report, unlisted, '2026-11-23')
    expect(drafts[0]?.reviewBy).toBe('2027-02-21')
    const found = compare(entriesAsYaml(drafts))
    expect(found.unlisted).toEqual([])
    expect(found.problems).toEqual([])
  })
})

describe('a baseline file', () => {
  it.each([
    ['entries:\n  []\n', /begin|baseline/u],
    ['baseline: x\nentries:\n  - reason: a\n    owner: b\n    reviewBy: 2027-01-01\n', /check|requirement|limitation/u],
    [`baseline: x\nentries:\n${entry('check: a', 'soon')}`, /reviewBy|pattern|match/u],
    [`baseline: x\nentries:\n${entry('check: a', '2027-02-30')}`, /there is no day 2027-02-30/u],
    [`baseline: x\nentries:\n${entry('check: a')}${entry('check: a')}`, /check a is listed twice/u],
    [`baseline: x\nentries:\n${entry('chekc: a')}`, /chekc/u],
  ])('with a fault is refused: %j', (text, message) => {
    expect(() => readBaseline('b.yaml', text)).toThrow(message)
  })
})
