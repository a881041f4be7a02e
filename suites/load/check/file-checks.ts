import type { ValidateFunction } from 'ajv/dist/2020.js'
import type { JsonObject } from '../../model/json.ts'
import type {
  AllowancesFile,
  AttestationsFile,
  BaselineFile,
  CvesFile,
  ElsewhereFile,
  FindingsFile,
  FleetFile,
  FrozenFile,
  LimitationFile,
  ProfileFile,
  ProofFile,
  RequirementFile,
  RulesFile,
  ScenarioFile,
  TargetFile,
} from '../../model/language.ts'
import type { PlainLimitation, PlainScenario } from '../unfold/plain.ts'
import { unfold } from '../unfold/unfold.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { conformsTo } from './conforms.ts'
import { type Checked, checkWith } from './validate.ts'

type Check<Raw> = (yaml: YamlFile) => Checked<Raw>

/** One check per kind of file: does it conform to its JSON Schema under specs/schemas? */
export interface FileChecks {
  readonly scenario: Check<PlainScenario>
  readonly limitation: Check<PlainLimitation>
  readonly profile: Check<ProfileFile>
  readonly target: Check<TargetFile>
  readonly requirement: Check<RequirementFile>
  readonly proof: Check<ProofFile>
  readonly findings: Check<FindingsFile>
  readonly cves: Check<CvesFile>
  readonly elsewhere: Check<ElsewhereFile>
  readonly frozen: Check<FrozenFile>
  readonly baseline: Check<BaselineFile>
  readonly attestations: Check<AttestationsFile>
  readonly allowances: Check<AllowancesFile>
  readonly rules: Check<RulesFile>
  readonly fleet: Check<FleetFile>
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
  'cves',
  'elsewhere',
  'frozen',
  'baseline',
  'attestations',
  'allowances',
  'rules',
  'fleet',
] as const satisfies FileKind[]

/** Checks for all kinds of file. What compares is made ready when its kind is first met, once in a process. */
export const fileChecks: FileChecks = {
  scenario: unfolding<ScenarioFile, PlainScenario>('scenario'),
  limitation: unfolding<LimitationFile, PlainLimitation>('limitation'),
  profile: lazily(() => conformsTo<ProfileFile>('profile')),
  target: lazily(() => conformsTo<TargetFile>('target')),
  requirement: lazily(() => conformsTo<RequirementFile>('requirement')),
  proof: lazily(() => conformsTo<ProofFile>('proof')),
  findings: lazily(() => conformsTo<FindingsFile>('findings')),
  cves: lazily(() => conformsTo<CvesFile>('cves')),
  elsewhere: lazily(() => conformsTo<ElsewhereFile>('elsewhere')),
  frozen: lazily(() => conformsTo<FrozenFile>('frozen')),
  baseline: lazily(() => conformsTo<BaselineFile>('baseline')),
  attestations: lazily(() => conformsTo<AttestationsFile>('attestations')),
  allowances: lazily(() => conformsTo<AllowancesFile>('allowances')),
  rules: lazily(() => conformsTo<RulesFile>('rules')),
  fleet: lazily(() => conformsTo<FleetFile>('fleet')),
  schema: (value) => schemaFault(value),
}

function lazily<Raw>(ready: () => ValidateFunction<Raw>): Check<Raw> {
  let conforms: ValidateFunction<Raw> | undefined
  return (yaml) => {
    conforms ??= ready()
    return checkWith(conforms, yaml)
  }
}

/** What is left after unfolding has to conform too: overrides laid over each other may not fit together. */
function unfolding<File extends ScenarioFile | LimitationFile, Plain>(name: FileKind): Check<Plain> {
  const written = lazily(() => conformsTo<File>(name))
  const plain = lazily(() => conformsTo<Plain>(name))
  return (yaml) => {
    const checked = written(yaml)
    if (!checked.ok) return checked
    const { yaml: unfolded, problems } = unfold(checked.raw, yaml)
    return problems.length > 0 ? { ok: false, problems } : plain(unfolded)
  }
}

function schemaFault(value: JsonObject): string | undefined {
  const conforms = conformsTo('schema')
  if (conforms(value)) return undefined
  return (conforms.errors ?? []).map(({ instancePath, message }) => `data${instancePath} ${message}`).join(', ')
}
