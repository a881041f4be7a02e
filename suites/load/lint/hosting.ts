import type { Problem } from '../../model/errors.ts'
import type { HostedDocument } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'
import { conditionsOf } from './conditions-of.ts'
import { hostedIds, type StepFile, stepsBefore } from './step-file.ts'
import { unknownName } from './unknown-name.ts'

interface Named {
  readonly id?: string
  readonly after?: string
  readonly before?: string
}

/** Whoever speaks of a hosted document names one that is there, and steps that are there; a document has one content. */
export function hostingProblems(file: StepFile): readonly Problem[] {
  const own = file.host.flatMap((each, index) => contentProblems(each, ['host', index], file))
  const ofSteps = file.steps.flatMap((step, index) => {
    const path: Path = ['steps', index]
    const served = (step.serve ?? []).flatMap((each, place) => {
      const there = [...path, 'serve', place]
      return [...nameProblems({ id: each.id }, there, file), ...contentProblems(each, there, file)]
    })
    const checks = (step.expect ?? []).flatMap(({ fetched, not_fetched: not }, place) => {
      const there = [...path, 'expect', place]
      return [
        ...nameProblems(fetched ?? {}, [...there, 'fetched'], file),
        ...nameProblems(not ?? {}, [...there, 'not_fetched'], file),
      ]
    })
    return [...served, ...checks]
  })
  const conditions = conditionsOf(file).flatMap(({ raw, path }) =>
    Object.entries(raw.fetched ?? {}).flatMap(([id, window]) => [
      ...unknownName(file.yaml, [...path, 'fetched', id], 'hosted document', id, hostedIds(file), 'key'),
      ...nameProblems(window, [...path, 'fetched', id], file),
    ]),
  )
  return [...own, ...ofSteps, ...conditions]
}

function nameProblems({ id, after, before }: Named, path: Path, file: StepFile): readonly Problem[] {
  const step = (key: string, name: string | undefined): readonly Problem[] =>
    name === undefined ? [] : unknownName(file.yaml, [...path, key], 'step', name, stepsBefore(file))
  return [
    ...(id === undefined ? [] : unknownName(file.yaml, [...path, 'id'], 'hosted document', id, hostedIds(file))),
    ...step('after', after),
    ...step('before', before),
  ]
}

/** One thing can be served at a place. */
function contentProblems(document: HostedDocument, path: Path, { yaml }: StepFile): readonly Problem[] {
  const contents = (['jwks', 'document', 'body', 'certificate', 'close'] as const).filter(
    (key) => document[key] !== undefined,
  )
  const [, second] = contents
  if (second === undefined) return []
  const fix = 'Keep one of them.'
  return [
    yaml.problem([...path, second], `a hosted document cannot have ${contents.join(' and ')}`, { part: 'key', fix }),
  ]
}
