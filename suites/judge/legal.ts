import type { Exchange } from '../model/evidence.ts'
import type { Scenario, Step } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'

/**
 * A request that a client may make: a step of a scenario about what has to work, a control or a step marked as legal of one about what has to be refused, and what the run asks for itself, such as
 * its clients. No request with a deliberate fault is, nor one without credentials or whose body stands as it is in the scenario.
 */
export function isLegal(exchange: Exchange, specs: Specs): boolean {
  const known = told.get(specs) ?? new WeakMap<Exchange, boolean>()
  const legal = known.get(exchange) ?? tell(exchange, specs)
  told.set(specs, known.set(exchange, legal))
  return legal
}

/** What was sent never changes, and every scenario asks again. */
const told = new WeakMap<Specs, WeakMap<Exchange, boolean>>()

function tell({ owner, step, defect }: Exchange, { scenarios, limitations }: Specs): boolean {
  // Cleaning up comes when no row can be run once more, so what happens there once would be a verdict without a second look.
  if (defect !== undefined || owner === 'clean-up') return false
  const id = owner.split('[')[0] ?? owner
  const scenario = scenarios[id] ?? Object.values(limitations).find((each) => each.scenario.id === id)?.scenario
  if (scenario === undefined) return !owner.includes('/')
  const sent = scenario.steps.find((each) => each.id === step)
  if (sent === undefined || sent.request.body !== undefined || sent.request.auth === 'none' || isForged(scenario, sent))
    return false
  return scenario.kind === 'conformance' || sent.control || sent.legal === true
}

/** Its assertion is signed by a key that the scenario registers nowhere, or has a fault in its octets. */
function isForged({ steps }: Scenario, { request: { auth, assertion } }: Step): boolean {
  const shown = [assertion, typeof auth === 'object' ? auth.assertion : undefined]
  return shown.some(({ key, of: other, fault } = {}) => {
    if (other !== undefined || fault !== undefined) return true
    return key !== undefined && !JSON.stringify(steps).includes(`$key.${key}`)
  })
}
