import type { ValidateFunction } from 'ajv/dist/2020.js'
import type { JsonObject } from '../../model/json.ts'
import type { RawAttestations } from '../raw/raw-attestations.ts'
import type { RawBaseline } from '../raw/raw-baseline.ts'
import type { RawFindings } from '../raw/raw-findings.ts'
import type { RawFrozen } from '../raw/raw-frozen.ts'
import type { RawLimitation } from '../raw/raw-limitation.ts'
import type { RawProfile } from '../raw/raw-profile.ts'
import type { RawProof } from '../raw/raw-proof.ts'
import type { RawRequirements } from '../raw/raw-requirement.ts'
import type { RawScenario } from '../raw/raw-scenario.ts'
import type { RawTarget } from '../raw/raw-target.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { conformsTo } from './conforms.ts'
import { type Checked, checkWith } from './validate.ts'

type Check<Raw> = (yaml: YamlFile) => Checked<Raw>

/** One check per kind of file: does it conform to its JSON Schema under specs/schemas? */
export interface FileChecks {
  readonly scenario: Check<RawScenario>
  readonly limitation: Check<RawLimitation>
  readonly profile: Check<RawProfile>
  readonly target: Check<RawTarget>
  readonly requirement: Check<RawRequirements>
  readonly proof: Check<RawProof>
  readonly findings: Check<RawFindings>
  readonly frozen: Check<RawFrozen>
  readonly baseline: Check<RawBaseline>
  readonly attestations: Check<RawAttestations>
  /** What is wrong with a value as a JSON Schema of draft 2020-12; undefined when it is one. */
  readonly schema: (value: JsonObject) => string | undefined
}

export type FileKind = Exclude<keyof FileChecks, 'schema'>

export const fileKinds = [
  'scenario',
  'limitation',
  'profile',
  'target',
  'requirement',
  'proof',
  'findings',
  'frozen',
  'baseline',
  'attestations',
] as const satisfies FileKind[]

/** Checks for all kinds of file. What compares is made ready when its kind is first met. */
export function fileChecks(): FileChecks {
  return {
    scenario: lazily(() => conformsTo<RawScenario>('scenario')),
    limitation: lazily(() => conformsTo<RawLimitation>('limitation')),
    profile: lazily(() => conformsTo<RawProfile>('profile')),
    target: lazily(() => conformsTo<RawTarget>('target')),
    requirement: lazily(() => conformsTo<RawRequirements>('requirement')),
    proof: lazily(() => conformsTo<RawProof>('proof')),
    findings: lazily(() => conformsTo<RawFindings>('findings')),
    frozen: lazily(() => conformsTo<RawFrozen>('frozen')),
    baseline: lazily(() => conformsTo<RawBaseline>('baseline')),
    attestations: lazily(() => conformsTo<RawAttestations>('attestations')),
    schema: schemaFault,
  }
}

function lazily<Raw>(ready: () => ValidateFunction<Raw>): Check<Raw> {
  let conforms: ValidateFunction<Raw> | undefined
  return (yaml) => {
    conforms ??= ready()
    return checkWith(conforms, yaml)
  }
}

function schemaFault(value: JsonObject): string | undefined {
  const conforms = conformsTo('schema')
  if (conforms(value)) return undefined
  return (conforms.errors ?? []).map(({ instancePath, message }) => `data${instancePath} ${message}`).join(', ')
}
