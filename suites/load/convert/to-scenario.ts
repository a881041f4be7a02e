import type { Scenario } from '../../model/scenario.ts'
import type { RawScenario } from '../raw/raw-scenario.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { toSteps } from './to-steps.ts'

/** A scenario file that conforms to its schema -> the model's scenario. */
export function toScenario(raw: RawScenario, yaml: YamlFile): Scenario {
  return {
    id: raw.scenario,
    title: raw.title,
    kind: raw.kind,
    ...(raw.about === undefined ? {} : { about: raw.about }),
    needs: raw.needs ?? [],
    matrix: raw.matrix ?? {},
    ...(raw.client === undefined ? {} : { client: raw.client }),
    ...(raw.second === undefined ? {} : { second: raw.second }),
    fresh: raw.fresh ?? false,
    steps: toSteps(raw.steps, yaml.locate),
    at: yaml.locate(['scenario']),
  }
}
