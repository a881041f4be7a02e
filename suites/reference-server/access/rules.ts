import type { JsonObject } from '../../model/json.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Context } from '../state.ts'
import type { Form } from '../wire/form.ts'
import { type DetailRules, detailRules, fullDetailRules } from './details.ts'
import { fullResourceIndicatorRules, type ResourceIndicatorRules, resourceIndicatorRules } from './resources.ts'

/** What a token is good for. */
export interface Access {
  readonly scope: readonly string[]
  /** RFC 8707. Empty: the request named none. */
  readonly resources: readonly string[]
  /** RFC 9396. Absent: the request had none. */
  readonly details?: readonly JsonObject[]
}

export interface AccessRules extends ResourceIndicatorRules, DetailRules {
  /** Narrows a granted scope by what else the request asks for. */
  readonly grantedAccess: (context: Context, form: Form, scope: readonly string[]) => Result<Access>
}

declare module '../state.ts' {
  interface Rules extends AccessRules {}
}

export const accessRules: AccessRules = { ...resourceIndicatorRules, ...detailRules, grantedAccess }

export const fullAccessRules = { ...fullResourceIndicatorRules, ...fullDetailRules } satisfies Partial<AccessRules>

function grantedAccess(context: Context, form: Form, scope: readonly string[]): Result<Access> {
  const { rules } = context
  const resources = rules.requestedResources(form)
  const refusal = rules.resourceRefusal(context, resources)
  if (refusal) return refuse(refusal)
  const details = rules.requestedDetails(form)
  if (details?.ok === false) return details
  const granted = { scope: rules.fittingScope(context, scope, resources), resources }
  if (details === undefined) return ok(granted)
  const types = rules.detailTypes()
  const [problem] = details.value.flatMap((detail) => rules.detailProblem(detail, types) ?? [])
  return problem ? refuse(problem) : ok({ ...granted, details: details.value })
}
