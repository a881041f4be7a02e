import { listOf } from '../decode/list-of.ts'
import { own } from '../decode/own-record.ts'
import type { TargetFacts } from '../model/evidence.ts'
import type { Scalar } from '../model/json.ts'
import type { MatrixValues } from '../model/language.ts'
import type { Row, Scenario } from '../model/scenario.ts'

/** Every combination of the matrix, the last key running fastest. A scenario without matrix has one empty row. */
export function rowsOf({ matrix }: Scenario, parameters: TargetFacts['parameters']): readonly Row[] {
  let rows: Record<string, Scalar>[] = [{}]
  for (const [name, written] of Object.entries(matrix)) {
    const values = valuesOf(written, parameters)
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })))
  }
  return rows
}

/** A parameter that the profile does not have leaves the reference itself: one row, which is not applicable, so that the scenario is seen in the report. */
const valuesOf = (written: MatrixValues, parameters: TargetFacts['parameters']): readonly Scalar[] =>
  typeof written === 'string' ? listOf(own(parameters, written.slice('$param.'.length)) ?? written) : written

/** "token/invalid-client[client_secret_basic,wrong_secret]": stable as long as the matrix values are. */
export function rowId(scenario: Scenario, row: Row): string {
  const values = Object.values(row)
  return values.length === 0 ? scenario.id : `${scenario.id}[${values.join(',')}]`
}
