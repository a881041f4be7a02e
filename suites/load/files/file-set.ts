import type { RawLimitation } from '../raw/raw-limitation.ts'
import type { RawProfile } from '../raw/raw-profile.ts'
import type { RawRequirements } from '../raw/raw-requirement.ts'
import type { RawScenario } from '../raw/raw-scenario.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** A file that conforms to its schema, with its places. */
export interface Loaded<Raw> {
  readonly raw: Raw
  readonly yaml: YamlFile
}

/** Files read together, by kind. */
export interface FileSet {
  readonly scenarios: readonly Loaded<RawScenario>[]
  readonly limitations: readonly Loaded<RawLimitation>[]
  readonly profiles: readonly Loaded<RawProfile>[]
  readonly requirements: readonly Loaded<RawRequirements>[]
}
