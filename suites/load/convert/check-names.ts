import type { WrittenCheck } from '../../model/language.ts'
import { subjectNames } from '../../model/vocabulary.ts'

/**
 * The names of a step's checks: `id`, else the last part of the requirement. A control's check without either is called
 * after its subject, with a number from the second one on.
 */
export function checkNames(checks: readonly WrittenCheck[]): readonly string[] {
  const seen = new Map<string, number>()
  return checks.map((check) => {
    const given = givenName(check)
    if (given !== undefined) return given
    const subject = subjectNames.find((name) => check[name] !== undefined) ?? 'check'
    const count = (seen.get(subject) ?? 0) + 1
    seen.set(subject, count)
    return count === 1 ? subject : `${subject}-${count}`
  })
}

/** The name that the file itself gives a check. */
export function givenName(check: Pick<WrittenCheck, 'id' | 'requirement'>): string | undefined {
  return check.id ?? check.requirement?.split('.').at(-1)
}
