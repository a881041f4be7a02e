import type { StepRun } from '../../model/evidence.ts'
import type { TlsSpec } from '../../model/language.ts'
import type { Step } from '../../model/scenario.ts'
import { tlsRequest } from '../tls/tls-request.ts'
import { type RowState, scopeOf } from './row-state.ts'
import { clientProblem } from './take-clients.ts'

/** Looks at TLS with the host of an endpoint, unless another row has had the same look. */
export async function tlsStep(step: Step, spec: TlsSpec, state: RowState): Promise<StepRun> {
  const because = spec.at === 'client' ? await clientProblem(step, state) : undefined
  if (because !== undefined) return { kind: 'blocked', because }
  const built = tlsRequest(spec, scopeOf(state, step.id))
  if (built.kind !== 'request') return built
  const { run, planned } = state
  const { request } = built
  const { host } = new URL(request.url)
  const looking = run.handshakes.look(host, request.body ?? 'connect', () =>
    run.recorder.send({ owner: planned.id, step: step.id, operation: 'tls', request }),
  )
  if (looking === undefined)
    return { kind: 'blocked', because: `a run looks at TLS of ${host} only so often, and has done so` }
  const exchange = await looking
  state.answers.set(step.id, exchange)
  return { kind: 'sent', exchanges: [exchange.id] }
}
