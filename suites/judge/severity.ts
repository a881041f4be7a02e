import picomatch from 'picomatch'
import type { Profile, Severity } from '../model/profile.ts'
import type { Requirement } from '../model/requirement.ts'
import type { Verdict } from '../model/verdict.ts'

/** Severity belongs to the requirement and the profile, never to the check. */
export function severityOf(requirement: Requirement, profile: Profile): { severity: Severity; because: string } {
  const rule = profile.severities.find(
    (each) =>
      each.requirement === requirement.id ||
      (each.requirement.includes('*') && picomatch.isMatch(requirement.id, each.requirement)),
  )
  if (rule !== undefined) return { severity: rule.severity, because: rule.because }
  switch (requirement.level) {
    case 'MUST':
    case 'MUST NOT':
      return { severity: 'fail', because: '' }
    case 'SHOULD':
    case 'SHOULD NOT':
      return { severity: 'warn', because: '' }
    case 'MAY':
      return { severity: 'accepted', because: `${requirement.source} leaves it to the server (MAY)` }
    default:
      return requirement.level satisfies never
  }
}

/** What a violation means under the profile. */
export function violationOf(requirement: Requirement, profile: Profile, expected: string, observed: string): Verdict {
  const { severity, because } = severityOf(requirement, profile)
  switch (severity) {
    case 'fail':
    case 'warn':
      return {
        kind: severity,
        expected:
          requirement.force === 'derived' ? `${expected} (follows from the text, no keyword of its own)` : expected,
        observed,
      }
    case 'accepted':
      return { kind: 'not-applicable', because, observed }
    default:
      return severity satisfies never
  }
}
