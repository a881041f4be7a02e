import type { Problem } from '../../model/errors.ts'
import type { DecisionTable } from '../../model/language.ts'
import type { Loaded } from '../files/file-set.ts'
import type { PlainLimitation } from '../unfold/plain.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { conditionProblems } from './conditions.ts'
import type { PlacedCondition } from './conditions-of.ts'
import { conditionReferences } from './references.ts'
import { ofLimitation, stepsBefore } from './step-file.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** Decision tables are complete and in order: the last row, and only it, always matches. */
export function limitationProblems(loaded: Loaded<PlainLimitation>, world: World): readonly Problem[] {
  const { raw, yaml } = loaded
  const file = ofLimitation(loaded)
  const answered = stepsBefore(file)
  const placed = conditionsOfTables(raw, answered)
  const conditions = [
    ...placed.flatMap((each) => conditionProblems(each, file, world)),
    ...conditionReferences(placed, file, world),
  ]
  const tables = raw.tables.flatMap((table, index) => tableProblems(table, ['tables', index], yaml))
  const cited = unknownName(yaml, ['requirement'], 'requirement', raw.requirement, world.requirements)
  return [...cited, ...conditions, ...tables, ...nameProblems(raw, yaml)]
}

function conditionsOfTables(raw: PlainLimitation, answered: readonly string[]): readonly PlacedCondition[] {
  return raw.tables.flatMap((table, index) => {
    const path: Path = ['tables', index]
    // A table about the answer to a step may call it `this`.
    const own = answered.includes(table.probe)
    const rows = table.rows.flatMap(({ when }, row) =>
      when === undefined ? [] : [{ raw: when, path: [...path, 'rows', row, 'when'], answered, own }],
    )
    return table.when === undefined ? rows : [{ raw: table.when, path: [...path, 'when'], answered, own }, ...rows]
  })
}

function tableProblems(table: DecisionTable, path: Path, yaml: YamlFile): readonly Problem[] {
  const last = table.rows.length - 1
  const unconditional = table.rows.findIndex((row) => row.when === undefined)
  if (unconditional === -1) {
    const fix = 'Add a last row without when, so that every answer has an outcome.'
    return [yaml.problem([...path, 'rows', last, 'when'], 'the last row of a table has no when', { part: 'key', fix })]
  }
  if (unconditional === last) return []
  const fix = 'Move it to the end, or give it a when.'
  return [
    yaml.problem([...path, 'rows', unconditional], 'no row after this one is ever reached, because it always matches', {
      fix,
    }),
  ]
}

function nameProblems(raw: PlainLimitation, yaml: YamlFile): readonly Problem[] {
  const file = /([^\\/]+)\.ya?ml$/.exec(yaml.file)?.[1]
  const named =
    file === raw.limitation
      ? []
      : [
          yaml.problem(
            ['limitation'],
            `the file of limitation "${raw.limitation}" must be called ${raw.limitation}.yaml`,
          ),
        ]
  const probes = raw.tables.map((table) => table.probe)
  const twice = raw.tables.flatMap((table, index) =>
    probes.indexOf(table.probe) === index
      ? []
      : [yaml.problem(['tables', index, 'probe'], `two tables are called "${table.probe}"`)],
  )
  return [...named, ...twice]
}
