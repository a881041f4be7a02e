import type { Requirement } from '../../model/requirement.ts'
import type { RawRequirements } from '../raw/raw-requirement.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** A requirement file that conforms to its schema -> the model's requirements, each with its place. */
export function toRequirements(raw: RawRequirements, yaml: YamlFile): readonly Requirement[] {
  return raw.requirements.map((entry, index) => ({ ...entry, at: yaml.locate(['requirements', index]) }))
}
