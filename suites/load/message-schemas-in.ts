import { createHash } from 'node:crypto'
import { schemaIn } from '../language/schema-in.ts'
import type { JsonObject } from '../model/json.ts'
import type { Scenario } from '../model/scenario.ts'

/** Every schema that a scenario compares messages with: the name of a shipped one, or one that stands in the scenario itself. */
export const schemasIn = ({ steps }: Scenario): readonly (string | JsonObject)[] =>
  steps.flatMap((step) => step.expect.flatMap(({ schema }) => (schema === undefined ? [] : [schemaIn(schema).schema])))

const names = new WeakMap<JsonObject, string>()

/** The name under which the build keeps the function of a schema. One that stands in a scenario has none: the same text, the same name. */
export function nameOf(schema: string | JsonObject): string {
  if (typeof schema === 'string') return schema
  const name = names.get(schema) ?? `inline ${createHash('sha256').update(JSON.stringify(schema)).digest('hex')}`
  names.set(schema, name)
  return name
}
