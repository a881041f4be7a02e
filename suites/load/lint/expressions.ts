import type { HostedDocument, WrittenCheck } from '../../model/language.ts'
import { operations } from '../../model/vocabulary.ts'
import type { PlainStep } from '../unfold/plain.ts'
import type { Path } from '../yaml/path.ts'
import { describedValues } from './described-values.ts'
import type { AskedKeys } from './matchers.ts'

/** A text that may be a reference, and where it stands. */
export interface PlacedText {
  readonly text: string
  readonly path: Path
}

/** All texts inside a value that is an expression. */
export function textsIn(value: unknown, path: Path): readonly PlacedText[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, [...path, name]))
}

/** Texts that are read before the step is sent: its request, and how long to wait and to poll. */
export function requestTexts(step: PlainStep, path: Path): readonly PlacedText[] {
  const request = operations.flatMap((name) => textsIn(step[name], [...path, name]))
  const served = (step.serve ?? []).flatMap((each, index) => hostedTexts(each, [...path, 'serve', index]))
  return [
    ...textsIn(step.wait, [...path, 'wait']),
    ...request,
    ...served,
    ...textsIn(step.poll?.for, [...path, 'poll', 'for']),
  ]
}

/** Texts of a document that the run serves. */
export function hostedTexts({ jwks, document, headers, redirect }: HostedDocument, path: Path): readonly PlacedText[] {
  return Object.entries({ jwks, document, headers, redirect }).flatMap(([key, each]) => textsIn(each, [...path, key]))
}

/** Texts that are read when a check is judged. */
export function checkTexts(check: WrittenCheck, path: Path): readonly PlacedText[] {
  const { header, json, jwt, time, relation, every } = check
  const described = every === undefined ? [] : describedValues(every.answer, [...path, 'every', 'answer'])
  return [
    ...matcherTexts(header, [...path, 'header']),
    ...matcherTexts(json, [...path, 'json']),
    ...matcherTexts(jwt, [...path, 'jwt']),
    ...textsIn(jwt?.token, [...path, 'jwt', 'token']),
    ...textsIn(time, [...path, 'time']),
    ...textsIn(relation, [...path, 'relation']),
    ...described.flatMap(({ value, place }) => matcherTexts(value, place)),
  ]
}

/** Texts that matchers compare with. */
export function matcherTexts(asked: AskedKeys | undefined, path: Path): readonly PlacedText[] {
  if (asked === undefined) return []
  const compared = ['equals', 'not_equals', 'one_of', 'none_of', 'contains'].flatMap((name) =>
    textsIn(asked[name], [...path, name]),
  )
  return [...compared, ...matcherTexts(asked.each, [...path, 'each'])]
}
