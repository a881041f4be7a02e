import type { AnswerCondition, JsonValue } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'

/** What the pattern of an answer says of a value in its body or in its JWT, and where it stands. */
export interface DescribedValue {
  readonly value: JsonValue
  readonly place: Path
}

export const describedValues = (pattern: AnswerCondition, path: Path): readonly DescribedValue[] =>
  (['json', 'claims', 'jose'] as const).flatMap((key) =>
    (pattern[key] ?? []).map((value, index) => ({ value, place: [...path, key, index] })),
  )
