import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reviewsOf, violatedChecks } from '../../scripts/pages/reviews.ts'
import { findingClasses } from '../model/finding.ts'
import { groupingOf } from './testing/grouping.ts'
import { recordedReport, recordings } from './testing/recordings.ts'

// The reviewed groups of real servers are the oracle: a person read each failure, and said which of them have one cause.

/** Where a reviewer put two causes under one title, or one cause under two, the tool goes its own way. */
const apart: Readonly<Record<string, string>> = {
  'metadata/matches-behaviour:document:grant-types-default':
    'an empty list and a missing grant are two faults of one document',
  'metadata/matches-behaviour:document:sender-constrained-tokens':
    'a missing list and a missing offer are two faults of one document',
  'registration/redirect-uris:fragment:fragment': 'a redirect URI, as with other servers',
  'registration/redirect-uris:missing:redirect-required-for-redirect-flows':
    'no redirect URI at all, apart as with Keycloak',
  'token/missing-authentication[both_methods]:refused:one-auth-method-per-request':
    'the second credentials are not looked at, also where they are the same ones',
  'assertion/refused-claims:exp_zero:time-claims-abuse': 'a token for an expired assertion is no crash',
  'assertion/malformed[sent_twice]:malformed:single-jwt': 'the first value of any repeated parameter counts there',
  'http/json-answers:answers:management-object':
    'an empty answer to a read, and a read that differs, are two faults of one operation',
  'token/oversize-values[x]:client_id:overlong-values': 'the review says it itself: see "Nobody is authenticated"',
}

const peers = readdirSync(new URL('../../fixtures/peers/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const peerOf = (path: string): string => peers.find((peer) => path.startsWith(peer)) ?? ''

describe.each(recordings)('the findings of %s', async (path) => {
  const report = await recordedReport(path)

  it('have each failed or warned check once, and nothing else', () => {
    const found = report.findings.flatMap(({ checks }) => checks)
    expect(found.toSorted()).toEqual(
      violatedChecks(report)
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  it('are those of the review, but for one or two', () => {
    const { findings, reviewed, moved } = groupingOf(report, reviewsOf(peerOf(path)))
    expect(Math.abs(findings - reviewed)).toBeLessThanOrEqual(2)
    expect(moved.filter(({ check }) => !Object.hasOwn(apart, check))).toEqual([])
  })

  it('have security first, then protocol, then form', () => {
    const classes = report.findings.map((finding) => findingClasses.indexOf(finding.class))
    expect(classes).toEqual(classes.toSorted((one, other) => one - other))
  })

  it('have a title and a remedy of their own, and an exchange where there is one', () => {
    const titles = report.findings.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    for (const { title, remedy, exchange, checks } of report.findings) {
      expect(`${title} ${remedy}`).not.toMatch(/[{}]|undefined|Not met|Not followed/u)
      expect(exchange !== undefined || checks[0]?.startsWith('limitations/')).toBe(true)
    }
  })
})
