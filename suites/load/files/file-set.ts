import type { ProfileFile, RequirementFile } from '../../model/language.ts'
import type { PlainLimitation, PlainScenario } from '../unfold/plain.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** A file that conforms to its schema, with its places. */
export interface Loaded<Raw> {
  readonly raw: Raw
  readonly yaml: YamlFile
}

/** Files read together, by kind. */
export interface FileSet {
  readonly scenarios: readonly Loaded<PlainScenario>[]
  readonly limitations: readonly Loaded<PlainLimitation>[]
  readonly profiles: readonly Loaded<ProfileFile>[]
  readonly requirements: readonly Loaded<RequirementFile>[]
}
