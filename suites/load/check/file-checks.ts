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

/** By the schema of this name, which is made ready when the first such file comes. */
const by =
  <Raw>(name: FileKind): Check<Raw> =>
  (yaml) =>
    checkWith(conformsTo<Raw>(name), yaml)

/** Checks for all kinds of file. What compares is made ready when its kind is first met, once in a process. */
export const fileChecks: FileChecks = {
  scenario: unfolding<ScenarioFile, PlainScenario>('scenario'),
  limitation: unfolding<LimitationFile, PlainLimitation>('limitation'),
  profile: by<ProfileFile>('profile'),
  target: by<TargetFile>('target'),
  requirement: by<RequirementFile>('requirement'),
  proof: by<ProofFile>('proof'),
  findings: by<FindingsFile>('findings'),
  cves: by<CvesFile>('cves'),
  elsewhere: by<ElsewhereFile>('elsewhere'),
  frozen: by<FrozenFile>('frozen'),
  baseline: by<BaselineFile>('baseline'),
  attestations: by<AttestationsFile>('attestations'),
  allowances: by<AllowancesFile>('allowances'),
  rules: by<RulesFile>('rules'),
  fleet: by<FleetFile>('fleet'),
  schema: schemaFault,
}

/** What is left after unfolding has to conform too: overrides laid over each other may not fit together. */
function unfolding<File extends ScenarioFile | LimitationFile, Plain>(name: FileKind): Check<Plain> {
  const written = by<File>(name)
  const plain = by<Plain>(name)
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
