import { requestOperations } from '../../language/request-operations.ts'
import type { Problem } from '../../model/errors.ts'
import type { AuthSpec } from '../../model/language.ts'
import { assertionFaults, authDefects, authMethods, certificateNames } from '../../model/vocabulary.ts'
import type { PlainStep } from '../unfold/plain.ts'
import type { Path } from '../yaml/path.ts'
import { httpProblems } from './http.ts'
import { type StepFile, stepsBefore } from './step-file.ts'
import { unknownName } from './unknown-name.ts'

/** Steps have ids of their own, name steps that exist, and stand beside a control where they must. */
export function stepProblems(file: StepFile): readonly Problem[] {
  const each = file.steps.flatMap((step, index) => {
    const path = ['steps', index]
    return [
      ...idProblems(step, index, file),
      ...liveProblems(step, index, file),
      ...authProblems(step, path, file),
      ...placeProblems(step, path, file),
      ...urlProblems(step, path, file),
      ...httpProblems(step, path, file),
      ...waitProblems(step, path, file),
    ]
  })
  return [...each, ...controlProblems(file)]
}

function idProblems(step: PlainStep, index: number, { yaml, ...file }: StepFile): readonly Problem[] {
  const path = ['steps', index, 'id']
  if (step.id === 'this')
    return [yaml.problem(path, 'a step cannot be called "this": $this means the check\'s own step')]
  if (!file.steps.slice(0, index).some((other) => other.id === step.id)) return []
  return [yaml.problem(path, `two steps are called "${step.id}"`, { fix: 'Give one of them another id.' })]
}

function liveProblems(step: PlainStep, index: number, file: StepFile): readonly Problem[] {
  if (step.live === undefined) return []
  const path = ['steps', index, 'live']
  const before = stepsBefore(file, index)
  if (!before.includes(step.live)) return unknownName(file.yaml, path, 'earlier step', step.live, before)
  const minting = file.steps.find((other) => other.id === step.live)
  if (minting?.token !== undefined) return []
  return [
    file.yaml.problem(path, `step "${step.live}" makes no token`, { fix: 'Name a step whose operation is token.' }),
  ]
}

function controlProblems(file: StepFile): readonly Problem[] {
  if (!file.needsControl || file.steps.some((step) => step.control)) return []
  const fix = 'Add a step with control: true that sends the correct request; without it a refusal proves nothing.'
  return [file.yaml.problem(['steps'], 'there is no control', { part: 'key', fix })]
}

function authProblems(step: PlainStep, path: Path, file: StepFile): readonly Problem[] {
  return requestOperations.flatMap((name) => {
    const auth = step[name]?.auth
    if (auth === undefined || auth === 'none') return []
    const place = [...path, name, 'auth']
    return [...secondProblems(auth, place, file), ...rowProblems(auth, file)]
  })
}

function placeProblems(step: PlainStep, path: Path, { yaml }: StepFile): readonly Problem[] {
  return requestOperations
    .filter((name) => name !== 'metadata' && step[name]?.place !== undefined)
    .map((name) =>
      yaml.problem([...path, name, 'place'], `only metadata is found at a place, not ${name}`, { part: 'key' }),
    )
}

/** Endpoints are named; only the place of a resource, and of its document, may come from elsewhere. */
function urlProblems(step: PlainStep, path: Path, file: StepFile): readonly Problem[] {
  return requestOperations.flatMap((name) => {
    if (step[name]?.url === undefined || name === 'resource_metadata' || name === 'resource') return []
    const fix = 'Leave it out: the operation knows the URL of its endpoint.'
    return [file.yaml.problem([...path, name, 'url'], `${name} has no url of its own choice`, { part: 'key', fix })]
  })
}

/** Nothing is sent for such a step, so there is nothing to wait for. */
function waitProblems(step: PlainStep, path: Path, { yaml }: StepFile): readonly Problem[] {
  const { wait, poll, metadata, jwks } = step
  const sent = [metadata, jwks].every((request) => request === undefined || Object.keys(request).length > 0)
  if (wait === undefined || sent || poll !== undefined) return []
  const fix = 'Add a change to the request, such as headers: { Cache-Control: no-cache }, so that it is sent anew.'
  return [yaml.problem([...path, 'wait'], 'this step reads what discovery has fetched before', { part: 'key', fix })]
}

function secondProblems(auth: AuthSpec, path: Path, file: StepFile): readonly Problem[] {
  if (file.second !== undefined) return []
  const foreignKey = auth.assertion?.of === 'other' ? 'assertion' : undefined
  const asks = auth.as === 'second' ? 'as' : auth.defect === 'other_clients_secret' ? 'defect' : foreignKey
  if (asks === undefined) return []
  return [
    file.yaml.problem([...path, asks], 'the scenario has no second client', {
      fix: 'Add second: with a client template.',
    }),
  ]
}

/** `method: $matrix.auth_method`: every value of the matrix key must be a method. The schema sees only the reference. */
function rowProblems(auth: AuthSpec, file: StepFile): readonly Problem[] {
  const methods = valuesOf(auth.method, file).flatMap(({ key, index, value }) =>
    unknownName(file.yaml, ['matrix', key, index], 'authentication method', value, authMethods),
  )
  const defects = valuesOf(auth.defect, file).flatMap(({ key, index, value }) =>
    unknownName(file.yaml, ['matrix', key, index], 'authentication defect', value, authDefects),
  )
  const { fault } = auth.assertion ?? {}
  const faults = valuesOf(typeof fault === 'string' ? fault : undefined, file).flatMap(({ key, index, value }) =>
    unknownName(file.yaml, ['matrix', key, index], 'assertion fault', value, assertionFaults),
  )
  const certificates = valuesOf(auth.certificate, file).flatMap(({ key, index, value }) =>
    unknownName(file.yaml, ['matrix', key, index], 'certificate', value, ['none', ...certificateNames]),
  )
  return [...methods, ...defects, ...faults, ...certificates]
}

function valuesOf(text: string | undefined, file: StepFile): readonly { key: string; index: number; value: string }[] {
  const key = /^\$matrix\.([A-Za-z0-9_]+)\??$/.exec(text ?? '')?.[1]
  const values = key === undefined ? undefined : file.matrix[key]
  // Which values a parameter will have nobody knows yet.
  if (key === undefined || values === undefined || typeof values === 'string') return []
  return values.map((value, index) => ({ key, index, value: String(value) }))
}
