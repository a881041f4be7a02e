import type { RequirementFile, RulesFile } from '../../model/language.ts'

/** Rules of a team -> a file of requirements. The set of rules is the document; how each is probed, its scenarios say. */
export function toRequirements({ rules, requirements }: RulesFile): RequirementFile {
  return {
    document: rules,
    title: rules,
    text_basis: rules,
    count: requirements.length,
    requirements: requirements.map(({ id, level, requirement, section = '', pitfalls }) => ({
      id,
      source: rules,
      section,
      level,
      force: 'explicit',
      requirement,
      needs: [],
      probe: '',
      pass: '',
      fail: '',
      ...(pitfalls === undefined ? {} : { pitfalls }),
      tier: 'contract',
      verified: true,
    })),
  }
}
