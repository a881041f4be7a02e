import type { Problem } from '../../model/errors.ts'
import type { BaselineFile, RulesFile } from '../../model/language.ts'
import { baselineProblems } from '../baseline.ts'
import { fileChecks } from '../check/file-checks.ts'
import type { Checked } from '../check/validate.ts'
import { toRequirements } from '../convert/to-requirements.ts'
import { fleetProblems } from '../lint/fleets.ts'
import { targetProblems } from '../lint/targets.ts'
import type { Broken } from '../lint/world.ts'
import { readYaml, type YamlFile } from '../yaml/yaml-file.ts'
import type { FileSet, Loaded } from './file-set.ts'
import { kindOf } from './kind-of.ts'
import type { FileText } from './read-kind.ts'

/** Files of any kind, sorted by kind; those that are wrong leave their problems. */
export interface Mixed {
  readonly files: FileSet
  readonly broken: Broken
  readonly problems: readonly Problem[]
}

/** Parses files of any kind and compares each with the schema of its kind. */
export function readMixed(drafts: readonly FileText[]): Mixed {
  const pile = new Pile()
  for (const { file, text } of drafts) {
    const parsed = readYaml(file, text)
    if (parsed.ok) pile.add(parsed.yaml)
    else pile.refuse(parsed.problems)
  }
  return pile.result()
}

class Pile {
  private readonly problems: Problem[] = []
  private readonly scenarios: FileSet['scenarios'][number][] = []
  private readonly limitations: FileSet['limitations'][number][] = []
  private readonly profiles: FileSet['profiles'][number][] = []
  private readonly requirements: FileSet['requirements'][number][] = []
  private readonly broken = { requirement: false, scenario: false, profile: false, schema: false }

  /** A file whose kind is unknown may hold any name. */
  refuse(problems: readonly Problem[]): void {
    this.problems.push(...problems)
    Object.assign(this.broken, { requirement: true, scenario: true, profile: true })
  }

  add(yaml: YamlFile): void {
    const kind = kindOf(yaml)
    switch (kind) {
      case 'scenario':
        this.keep(yaml, fileChecks.scenario, this.scenarios, kind)
        return
      case 'limitation':
        this.keep(yaml, fileChecks.limitation, this.limitations)
        return
      case 'profile':
        this.keep(yaml, fileChecks.profile, this.profiles, kind)
        return
      case 'requirement':
        this.keep(yaml, fileChecks.requirement, this.requirements, kind)
        return
      case 'rules': {
        const sets: Loaded<RulesFile>[] = []
        this.keep(yaml, fileChecks.rules, sets, 'requirement')
        this.requirements.push(...sets.map((set) => ({ ...set, raw: toRequirements(set.raw) })))
        return
      }
      case 'proof':
        this.keep(yaml, fileChecks.proof, [])
        return
      case 'findings':
        this.keep(yaml, fileChecks.findings, [])
        return
      case 'cves':
        this.keep(yaml, fileChecks.cves, [])
        return
      case 'elsewhere':
        this.keep(yaml, fileChecks.elsewhere, [])
        return
      case 'frozen':
        this.keep(yaml, fileChecks.frozen, [])
        return
      case 'baseline': {
        const baselines: Loaded<BaselineFile>[] = []
        this.keep(yaml, fileChecks.baseline, baselines)
        this.problems.push(...baselines.flatMap(baselineProblems))
        return
      }
      case 'attestations':
        this.keep(yaml, fileChecks.attestations, [])
        return
      case 'allowances':
        this.keep(yaml, fileChecks.allowances, [])
        return
      case 'fleet':
        this.problems.push(...fleetProblems(yaml, fileChecks.fleet(yaml)))
        return
      case 'target':
        this.problems.push(...targetProblems(yaml, fileChecks.target(yaml)))
        return
      default:
        kind satisfies Problem
        this.problems.push(kind)
    }
  }

  private keep<Raw>(
    yaml: YamlFile,
    check: (yaml: YamlFile) => Checked<Raw>,
    into: Loaded<Raw>[],
    kind?: keyof Broken,
  ): void {
    const checked = check(yaml)
    if (checked.ok) {
      into.push(checked)
      return
    }
    this.problems.push(...checked.problems)
    if (kind !== undefined) this.broken[kind] = true
  }

  result(): Mixed {
    const { scenarios, limitations, profiles, requirements, broken, problems } = this
    return { files: { scenarios, limitations, profiles, requirements }, broken, problems }
  }
}
