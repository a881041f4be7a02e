import type { DecisionRow, DecisionTable, Limitation } from '../../model/limitation.ts'
import type { RawLimitation, RawRow, RawTable } from '../raw/raw-limitation.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { toCondition } from './to-condition.ts'
import { toSteps } from './to-steps.ts'

/** A limitation file that conforms to its schema -> the model's. Its steps become the scenario `limitations/<id>`. */
export function toLimitation(raw: RawLimitation, yaml: YamlFile): Limitation {
  return {
    id: raw.limitation,
    title: raw.title,
    statement: raw.statement,
    requirement: raw.requirement,
    scenario: {
      id: `limitations/${raw.limitation}`,
      title: raw.title,
      kind: 'limitation',
      ...(raw.about === undefined ? {} : { about: raw.about }),
      needs: raw.needs ?? [],
      matrix: {},
      ...(raw.client === undefined ? {} : { client: raw.client }),
      ...(raw.second === undefined ? {} : { second: raw.second }),
      fresh: raw.fresh ?? false,
      steps: toSteps(raw.steps, yaml.locate),
      at: yaml.locate(['limitation']),
    },
    tables: raw.tables.map((table, index) => toTable(table, ['tables', index], yaml)),
  }
}

function toTable(raw: RawTable, path: Path, yaml: YamlFile): DecisionTable {
  return {
    probe: raw.probe,
    title: raw.title,
    ...(raw.when === undefined ? {} : { when: toCondition(raw.when) }),
    rows: raw.rows.map((row, index) => toRow(row, [...path, 'rows', index], yaml)),
    at: yaml.locate(path),
  }
}

function toRow(raw: RawRow, path: Path, yaml: YamlFile): DecisionRow {
  const { when, ...same } = raw
  return { ...same, ...(when === undefined ? {} : { when: toCondition(when) }), at: yaml.locate(path) }
}
