import { isReference, parseReference, type Reference } from '../../language/reference.ts'
import type { Problem } from '../../model/errors.ts'
import { conditionsOf, type PlacedCondition } from './conditions-of.ts'
import { describedValues } from './described-values.ts'
import { checkTexts, hostedTexts, matcherTexts, type PlacedText, requestTexts, textsIn } from './expressions.ts'
import { hostedIds, type StepFile, stepsBefore } from './step-file.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** Where a reference stands decides what it may look at. */
interface Stand {
  readonly file: StepFile
  readonly world: World
  /** Steps whose answers are there when the reference is read. */
  readonly answered: readonly string[]
  readonly when: 'sending' | 'judging'
}

/** Every reference of the file: well-formed, and to something that exists when it is read. */
export function referenceProblems(file: StepFile, world: World): readonly Problem[] {
  const matrix = Object.entries(file.matrix).flatMap(([name, values]) => textsIn(values, ['matrix', name]))
  const first: Stand = { file, world, answered: [], when: 'sending' }
  const hosted = file.host.flatMap((each, index) => hostedTexts(each, ['host', index]))
  return [
    ...problemsOf(matrix, first),
    ...problemsOf(hosted, first),
    ...stepProblems(file, world),
    ...conditionReferences(conditionsOf(file), file, world),
  ]
}

function stepProblems(file: StepFile, world: World): readonly Problem[] {
  return file.steps.flatMap((step, index) => {
    const path = ['steps', index]
    const sending: Stand = { file, world, answered: stepsBefore(file, index), when: 'sending' }
    const judging: Stand = { file, world, answered: stepsBefore(file, index + 1), when: 'judging' }
    const checks = (step.expect ?? []).flatMap((check, place) => checkTexts(check, [...path, 'expect', place]))
    return [...problemsOf(requestTexts(step, path), sending), ...problemsOf(checks, judging)]
  })
}

/** Matchers inside `when` and `until` compare with references too. */
export function conditionReferences(
  conditions: readonly PlacedCondition[],
  file: StepFile,
  world: World,
): readonly Problem[] {
  return conditions.flatMap(({ raw, path, answered, own }) => {
    const stand: Stand = { file, world, answered, when: own ? 'judging' : 'sending' }
    const texts = Object.entries(raw.answer ?? {}).flatMap(([step, pattern]) =>
      describedValues(pattern, [...path, 'answer', step]).flatMap(({ value, place }) => matcherTexts(value, place)),
    )
    return problemsOf(texts, stand)
  })
}

function problemsOf(texts: readonly PlacedText[], stand: Stand): readonly Problem[] {
  return texts.flatMap((placed) => {
    if (!isReference(placed.text)) return []
    const parsed = parseReference(placed.text)
    if (!parsed.ok) return [stand.file.yaml.problem(placed.path, parsed.problem)]
    return unresolved(parsed.value, placed, stand)
  })
}

function unresolved(reference: Reference, { text, path }: PlacedText, stand: Stand): readonly Problem[] {
  const { file, world } = stand
  const refuse = (message: string, fix?: string): readonly Problem[] => [file.yaml.problem(path, message, { fix })]
  switch (reference.kind) {
    case 'matrix':
      return unknownName(file.yaml, path, 'matrix key', reference.name, Object.keys(file.matrix))
    case 'hosted':
      return stand.when === 'judging'
        ? refuse(`${text}: a check sees only what was sent`, 'Refer to what was sent: $steps.ID.request#/…')
        : unknownName(file.yaml, path, 'hosted document', reference.name, hostedIds(file))
    case 'param':
      return unknownName(file.yaml, path, 'parameter', reference.name, world.parameters)
    case 'client':
      return file.client === 'none' ? refuse(`${text}: the scenario has no client (client: none)`) : []
    case 'second':
      return file.second === undefined
        ? refuse(`${text}: the scenario has no second client`, 'Add second: with a client template.')
        : []
    case 'step':
      return stepReference(reference, { text, path }, stand)
    case 'certificate':
      return stand.when === 'judging'
        ? refuse(`${text}: a check sees only what was sent`, 'Refer to what was presented: $steps.ID.certificate#/…')
        : []
    case 'all':
      return stand.when === 'sending' ? refuse(`${text}: $all can only be used in checks`) : []
    case 'fake':
    case 'random':
    case 'key':
      return stand.when === 'judging'
        ? refuse(`${text}: a check cannot invent values`, 'Refer to what was sent: $steps.ID.request#/…')
        : []
    case 'supplied':
      return stand.when === 'judging'
        ? refuse(`${text}: a check sees only what was sent`, 'Refer to what was sent: $steps.ID.request#/…')
        : []
    case 'target':
    case 'endpoint':
    case 'metadata':
      return []
    default:
      return reference satisfies never
  }
}

function stepReference(
  reference: Reference & { kind: 'step' },
  { text, path }: PlacedText,
  stand: Stand,
): readonly Problem[] {
  const { file, answered } = stand
  if (reference.step === 'this') {
    return stand.when === 'judging' ? [] : [file.yaml.problem(path, `${text}: $this can only be used in checks`)]
  }
  if (answered.includes(reference.step)) return []
  const all = stepsBefore(file)
  if (!all.includes(reference.step)) return unknownName(file.yaml, path, 'step', reference.step, all)
  return [
    file.yaml.problem(path, `${text}: step "${reference.step}" has not been sent yet at this point`, {
      fix: 'Refer to an earlier step, or move the step up.',
    }),
  ]
}
