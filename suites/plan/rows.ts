import type { Scalar } from '../model/json.ts'
import type { Row, Scenario } from '../model/scenario.ts'

/** Every combination of the matrix, the last key running fastest. A scenario without matrix has one empty row. */
export function rowsOf(scenario: Scenario): readonly Row[] {
  let rows: Record<string, Scalar>[] = [{}]
  for (const [name, values] of Object.entries(scenario.matrix)) {
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })))
  }
  return rows
}

/** "token/invalid-client[client_secret_basic,wrong_secret]": stable as long as the matrix values are. */
export function rowId(scenario: Scenario, row: Row): string {
  const values = Object.values(row)
  return values.length === 0 ? scenario.id : `${scenario.id}[${values.join(',')}]`
}
