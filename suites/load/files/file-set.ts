import type { LimitationFile, ProfileFile, RequirementFile, ScenarioFile } from '../../model/language.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** A file that conforms to its schema, with its places. */
export interface Loaded<Raw> {
  readonly raw: Raw
  readonly yaml: YamlFile
}

/** Files read together, by kind. */
export interface FileSet {
  readonly scenarios: readonly Loaded<ScenarioFile>[]
  readonly limitations: readonly Loaded<LimitationFile>[]
  readonly profiles: readonly Loaded<ProfileFile>[]
  readonly requirements: readonly Loaded<RequirementFile>[]
}
