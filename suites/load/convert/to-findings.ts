import { type FindingSpecs, findingClasses } from '../../model/finding.ts'
import type { FindingsFile } from '../../model/language.ts'
import type { Loaded } from '../files/file-set.ts'

/**
 * All findings files together -> the rules in the order in which they are tried, and what follows from what. Rules without a title only say of which class a requirement's
 * own finding is, so they come last.
 */
export function toFindings(files: readonly Loaded<FindingsFile>[]): FindingSpecs {
  const sorted = findingClasses.flatMap((name) => files.filter(({ raw }) => raw.findings === name))
  const rules = sorted.flatMap(({ raw, yaml }) =>
    raw.rules.map((rule, index) => ({ ...rule, class: raw.findings, at: yaml.locate(['rules', index]) })),
  )
  return {
    rules: [...rules.filter(({ title }) => title !== undefined), ...rules.filter(({ title }) => title === undefined)],
    implications: sorted.flatMap(({ raw, yaml }) =>
      (raw.implications ?? []).map((each, index) => ({ ...each, at: yaml.locate(['implications', index]) })),
    ),
  }
}
