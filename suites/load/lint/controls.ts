import { listOf } from '../../decode/list-of.ts'
import { requestOperations } from '../../language/request-operations.ts'
import type { Problem } from '../../model/errors.ts'
import type { AnswerCondition, RequestSpec, Status, WrittenCheck } from '../../model/language.ts'
import type { StatusClass } from '../../model/vocabulary.ts'
import type { PlainStep } from '../unfold/plain.ts'
import type { StepFile } from './step-file.ts'

/**
 * Whoever demands that a request is accepted has seen the same request, plain, accepted: a server that refuses every request of that client (a quota, a lock, a scope that it
 * does not grant) says nothing of the variation. The plain request is a control, before the variation or behind it, or a condition of the step or the check.
 */
export function controlProblems(file: StepFile): readonly Problem[] {
  if (!file.cites) return []
  return file.steps.flatMap((step, index) => {
    const operation = operationOf(step)
    if (operation === undefined || documents.includes(operation) || !isVaried(step[operation] ?? {})) return []
    return (step.expect ?? []).flatMap((check, at) => {
      if (!demandsAcceptance(check) || isControlled(step, check, operation, file)) return []
      const fix = `Add a control step with a plain ${operation}, or send this step only where a plain ${operation} was accepted (when: { answer: ... }).`
      const message = `this check demands that a varied ${operation} is accepted, and no plain one was accepted in this scenario`
      return [file.yaml.problem(['steps', index, 'expect', at], message, { fix })]
    })
  })
}

/** What a document's request asks for has no plain form. */
const documents: readonly string[] = ['metadata', 'jwks', 'resource_metadata', 'http']

const operationOf = (step: PlainStep) => requestOperations.find((name) => step[name] !== undefined)

const isAccepted = (status: Status | StatusClass): boolean =>
  typeof status === 'number' ? status >= 200 && status < 300 : status === '2xx'

const demandsAcceptance = ({ status }: WrittenCheck): boolean =>
  status !== undefined && listOf(status).every((each) => typeof each === 'number' && isAccepted(each))

/** Which token, which client and which registered method are no variations. */
function isVaried({ params = {}, auth, ...others }: RequestSpec): boolean {
  if (Object.keys(others).length > 0 || Object.keys(params).some((name) => name !== 'token')) return true
  if (auth === undefined || auth === 'none') return false
  const { as: _as, method: _method, bearer: _bearer, assertion, ...more } = auth
  return Object.keys(more).length > 0 || Object.keys(assertion ?? {}).length > 0
}

function isControlled(step: PlainStep, check: WrittenCheck, operation: string, file: StepFile): boolean {
  if (step.control || file.steps.some((each) => each !== step && each.control && operationOf(each) === operation))
    return true
  return [step.when, check.when].some((condition) =>
    Object.entries(condition?.answer ?? {}).some(([name, pattern]) => {
      const other = file.steps.find(({ id }) => id === name)
      return other !== undefined && operationOf(other) === operation && showsAcceptance(pattern)
    }),
  )
}

/** The pattern fits no refusal: it names a success, or a member that an error response does not have (RFC 6749 section 5.2). */
const showsAcceptance = ({ grants, status, has = [], json = [] }: AnswerCondition): boolean =>
  grants === true ||
  (status !== undefined && listOf(status).every(isAccepted)) ||
  listOf(has).some(isOfSuccess) ||
  json.some(({ at, optional }) => isOfSuccess(at) && optional !== true)

const isOfSuccess = (pointer: string): boolean => !/^\/error(_description|_uri)?$/u.test(pointer)
