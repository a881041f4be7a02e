import type { Profile, Severity } from '../model/profile.ts'
import type { Requirement } from '../model/requirement.ts'
import type { Verdict } from '../model/verdict.ts'
import { fitterOf } from './glob.ts'

interface Weighed {
  readonly severity: Severity
  readonly because: string
}

/** Severity belongs to the requirement and the profile, never to the check. What nobody has compared with the document's text warns at most. */
export function severityOf(requirement: Requirement, profile: Profile): Weighed {
  const weighed = ruled(requirement, profile)
  if (requirement.verified || weighed.severity !== 'fail') return weighed
  return { severity: 'warn', because: `not yet compared with the text of ${requirement.source}` }
}

function ruled(requirement: Requirement, profile: Profile): Weighed {
  const rule = profile.severities.find((each) => fitterOf(each.requirement)(requirement.id))
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
      return { kind: severity, expected, observed }
    case 'accepted':
      return { kind: 'not-applicable', because, observed }
    default:
      return severity satisfies never
  }
}
