import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import attestationsSchema from '../../../specs/schemas/attestations.schema.json' with { type: 'json' }
import baselineSchema from '../../../specs/schemas/baseline.schema.json' with { type: 'json' }
import findingsSchema from '../../../specs/schemas/findings.schema.json' with { type: 'json' }
import frozenSchema from '../../../specs/schemas/frozen.schema.json' with { type: 'json' }
import limitationSchema from '../../../specs/schemas/limitation.schema.json' with { type: 'json' }
import profileSchema from '../../../specs/schemas/profile.schema.json' with { type: 'json' }
import proofSchema from '../../../specs/schemas/proof.schema.json' with { type: 'json' }
import requirementSchema from '../../../specs/schemas/requirement.schema.json' with { type: 'json' }
import scenarioSchema from '../../../specs/schemas/scenario.schema.json' with { type: 'json' }
import targetSchema from '../../../specs/schemas/target.schema.json' with { type: 'json' }
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

/** Checks for all kinds of file. Each schema is compiled when its kind is first met. */
export function fileChecks(): FileChecks {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strictRequired: false,
    // A test compares the schemas with their meta-schema; doing it in every run costs more than all else here.
    validateSchema: false,
  })
  ajv.addSchema(attestationsSchema, 'attestations.schema.json')
  ajv.addSchema(baselineSchema, 'baseline.schema.json')
  ajv.addSchema(findingsSchema, 'findings.schema.json')
  ajv.addSchema(frozenSchema, 'frozen.schema.json')
  ajv.addSchema(limitationSchema, 'limitation.schema.json')
  ajv.addSchema(profileSchema, 'profile.schema.json')
  ajv.addSchema(proofSchema, 'proof.schema.json')
  ajv.addSchema(requirementSchema, 'requirement.schema.json')
  ajv.addSchema(scenarioSchema, 'scenario.schema.json')
  ajv.addSchema(targetSchema, 'target.schema.json')
  return {
    scenario: lazily(() => ajv.compile<RawScenario>({ $ref: 'scenario.schema.json' })),
    limitation: lazily(() => ajv.compile<RawLimitation>({ $ref: 'limitation.schema.json' })),
    profile: lazily(() => ajv.compile<RawProfile>({ $ref: 'profile.schema.json' })),
    target: lazily(() => ajv.compile<RawTarget>({ $ref: 'target.schema.json' })),
    requirement: lazily(() => ajv.compile<RawRequirements>({ $ref: 'requirement.schema.json' })),
    proof: lazily(() => ajv.compile<RawProof>({ $ref: 'proof.schema.json' })),
    findings: lazily(() => ajv.compile<RawFindings>({ $ref: 'findings.schema.json' })),
    frozen: lazily(() => ajv.compile<RawFrozen>({ $ref: 'frozen.schema.json' })),
    baseline: lazily(() => ajv.compile<RawBaseline>({ $ref: 'baseline.schema.json' })),
    attestations: lazily(() => ajv.compile<RawAttestations>({ $ref: 'attestations.schema.json' })),
    schema: (value) => (ajv.validateSchema(value) === true ? undefined : ajv.errorsText(ajv.errors ?? [])),
  }
}

function lazily<Raw>(compile: () => ValidateFunction<Raw>): Check<Raw> {
  let compiled: ValidateFunction<Raw> | undefined
  return (yaml) => {
    compiled ??= compile()
    return checkWith(compiled, yaml)
  }
}
