import { createHash } from 'node:crypto'
import type { JsonObject } from '../model/json.ts'
import type { Specs } from '../model/specs.ts'

/** The name under which the build precompiles a schema that stands in a scenario itself: the same text, the same name. */
export function inlineName(schema: JsonObject): string {
  return `inline_${createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 16)}`
}

/** Every schema written in a scenario of these specifications, by that name. */
export function inlineSchemas(specs: Specs): Readonly<Record<string, JsonObject>> {
  const scenarios = [
    ...Object.values(specs.scenarios),
    ...Object.values(specs.limitations).map((each) => each.scenario),
  ]
  const subjects = scenarios.flatMap((scenario) =>
    scenario.steps.flatMap((step) => step.expect.map((check) => check.subject)),
  )
  const found: Record<string, JsonObject> = {}
  for (const subject of subjects) {
    if (subject.kind === 'schema' && typeof subject.schema !== 'string')
      found[inlineName(subject.schema)] = subject.schema
  }
  return found
}
