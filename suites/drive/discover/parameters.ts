import { closest } from '../../decode/closest.ts'
import { own } from '../../decode/own-record.ts'
import { kindOfParameter, parameterLike, writtenParameter } from '../../language/parameter.ts'
import { InputError, type Problem } from '../../model/errors.ts'
import type { ParameterValue } from '../../model/language.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'

/** Parameters of the engine itself: every profile has them. */
const common: Readonly<Record<string, ParameterValue>> = { minRemainingSeconds: 10, propagationSeconds: 10 }

/**
 * The run's parameters: the profile's defaults, overridden by the target's, each of its default's type; and `resourceCheck`
 * ("online", "offline" or "none"). Throws InputError for a name that the profile does not have, or a value of another type.
 */
export function parametersOf(target: Target, profile: Profile): Readonly<Record<string, ParameterValue>> {
  const described = Object.entries(profile.parameters)
  const defaults = Object.fromEntries(
    described.flatMap(([name, each]) => (each.default === undefined ? [] : [[name, each.default]])),
  )
  // One without default is a text that is not there until somebody sets it.
  const known: Readonly<Record<string, ParameterValue>> = {
    ...common,
    ...Object.fromEntries(described.map(([name, each]) => [name, each.default ?? ''])),
  }
  const problems: Problem[] = []
  const chosen: Record<string, ParameterValue> = { ...common, ...defaults }
  for (const [name, value] of Object.entries(target.parameters)) {
    const model = own(known, name)
    const typed = model === undefined ? undefined : typedLike(model, value)
    if (typed === undefined) problems.push(problemOf(name, value, model, profile, Object.keys(known)))
    else chosen[name] = typed
  }
  if (problems.length > 0) throw new InputError(problems)
  return { ...chosen, resourceCheck: resourceCheck(target) }
}

/** Without a statement the weaker kind of observer is assumed: one that verifies the token by itself. */
function resourceCheck(target: Target): string {
  return target.endpoints.resource === undefined ? 'none' : (target.resourceCheck ?? 'offline')
}

function typedLike(model: ParameterValue, value: ParameterValue): ParameterValue | undefined {
  if (kindOfParameter(value) === kindOfParameter(model)) return value
  if (typeof value === 'string') return parameterLike(model, value)
  return typeof model === 'string' ? writtenParameter(value) : undefined
}

function problemOf(
  name: string,
  value: ParameterValue,
  model: ParameterValue | undefined,
  profile: Profile,
  names: readonly string[],
): Problem {
  if (model !== undefined) {
    return {
      message: `parameter ${name} is a ${kindOfParameter(model)}, not ${JSON.stringify(value)}`,
      fix: `Write ${name}: ${writtenParameter(model)}, for example.`,
    }
  }
  const near = closest(name, names)
  const hint = near === undefined ? '' : `Did you mean "${near}"? `
  return {
    message: `profile ${profile.id} has no parameter "${name}"`,
    fix: `${hint}Its parameters are ${names.join(', ')}.`,
  }
}
