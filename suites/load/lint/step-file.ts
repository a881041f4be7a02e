import type { HostedDocument, MatrixValues } from '../../model/language.ts'
import type { Loaded } from '../files/file-set.ts'
import type { PlainLimitation, PlainScenario, PlainStep } from '../unfold/plain.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** What scenarios and limitations have in common for the rules: steps, and what they stand among. */
export interface StepFile {
  readonly yaml: YamlFile
  readonly steps: readonly PlainStep[]
  readonly matrix: Readonly<Record<string, MatrixValues>>
  /** What the run serves from the beginning of a row. */
  readonly host: readonly HostedDocument[]
  readonly client: string | undefined
  readonly second: string | undefined
  /** Negative results count here, so that they need a control beside them. */
  readonly needsControl: boolean
  /** Checks must cite requirements. A limitation is decided by its tables instead. */
  readonly cites: boolean
}

export function ofScenario({ raw, yaml }: Loaded<PlainScenario>): StepFile {
  const needsControl = raw.kind === 'negative' || raw.kind === 'limitation'
  return {
    yaml,
    steps: raw.steps,
    matrix: raw.matrix ?? {},
    host: raw.host ?? [],
    client: raw.client,
    second: raw.second,
    needsControl,
    cites: true,
  }
}

export function ofLimitation({ raw, yaml }: Loaded<PlainLimitation>): StepFile {
  return {
    yaml,
    steps: raw.steps,
    matrix: {},
    host: [],
    client: raw.client,
    second: raw.second,
    needsControl: true,
    cites: false,
  }
}

/** Ids of the documents that the run serves for a row. */
export const hostedIds = ({ host }: StepFile): readonly string[] => [...new Set(host.map(({ id }) => id))]

/** Ids of the steps that stand before the one at `index`; of all steps without an index. */
export function stepsBefore(file: StepFile, index?: number): readonly string[] {
  return file.steps.slice(0, index).map((step) => step.id)
}
