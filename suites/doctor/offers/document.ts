import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Json, JsonObject } from '../../model/json.ts'

/** The metadata document that the run went by. Empty where there is none. */
export function documentOf({ facts, exchanges }: Evidence): JsonObject {
  const found = exchanges.find((exchange) => exchange.id === facts.metadata?.exchange)
  const document = found === undefined ? undefined : readAnswer(found).json
  return isObject(document) ? document : {}
}

/** The texts of a list; none where it is no list. */
export const textsIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
