import { headerValues } from '../decode/answer.ts'
import { bodyText } from '../decode/body.ts'
import { listOf } from '../decode/list-of.ts'
import { holds as conditionHolds } from '../language/condition.ts'
import type { Evidence, Exchange, ScenarioRun } from '../model/evidence.ts'
import type { AllowedRefusal } from '../model/language.ts'
import type { Scenario, Step } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'
import { decidesAcceptance, isSuccess } from './gate.ts'
import type { Obstacle } from './history/obstacle.ts'
import { likeness } from './history/quota.ts'
import { nothingFetched } from './hosted.ts'
import { isLegal } from './legal.ts'
import { type Recorded, recordedScope } from './recorded-scope.ts'

/**
 * Ids of the legal requests that the server has to take: it took others of that operation and that client authentication, no sentence allows a refusal, and no check of the step itself
 * judges whether the request was accepted. So whatever is switched off by a refusal, somebody says so.
 */
export function owedIn(
  from: Recorded,
  specs: Specs,
  obstacles: readonly Obstacle[],
  taken: ReadonlySet<string> = takenIn(from.evidence.exchanges),
): ReadonlySet<number> {
  const { evidence } = from
  const explained = (id: number) => obstacles.some(({ exchanges }) => exchanges.has(id))
  const isOwed = (exchange: Exchange) => !explained(exchange.id) && taken.has(kindOf(exchange))
  const unread = nothingFetched(evidence)
  return new Set([
    // Its own clients, too, are registered as others were before.
    ...evidence.exchanges.flatMap((each) => (each.owner === 'clients' && isOwed(each) ? [each.id] : [])),
    ...runsOf(evidence).flatMap((run) => {
      const scenario = specs.scenarios[run.scenario]
      // Keys that the server cannot read authenticate nobody.
      if (scenario === undefined || (unread && scenario.host !== undefined)) return []
      return scenario.steps.flatMap((step) => {
        const exchange = lastOf(run, step, from)
        if (exchange === undefined || !isOwed(exchange)) return []
        // A shared exchange has the owner that sent it first.
        const here = { ...exchange, owner: run.id, step: step.id }
        if (!isLegal(here, specs) || allowanceOf(scenario, step.id) !== undefined || choosesMetadata(step)) return []
        return judgesItself(step, run, from) ? [] : [exchange.id]
      })
    }),
  ])
}

/** The kinds of request that the server took. */
export const takenIn = (exchanges: readonly Exchange[]): ReadonlySet<string> =>
  new Set(exchanges.filter(isSuccess).map(kindOf))

const runsOf = ({ scenarios, again = [] }: Evidence): readonly ScenarioRun[] => [...scenarios, ...again]

function lastOf({ steps }: ScenarioRun, { id }: Step, from: Recorded): Exchange | undefined {
  const sent = steps[id]
  return sent?.kind === 'sent' ? from.exchange(sent.exchanges.at(-1)) : undefined
}

/** The sentence that allows the server to refuse what a step asks for. */
export const allowanceOf = (scenario: Scenario | undefined, step: string): AllowedRefusal | undefined =>
  scenario?.allows?.find(({ gate }) => listOf(gate).includes(step))

/** Any value that a client asks for may be rejected (RFC 7591 section 2), but what was taken once is no such value. */
const choosesMetadata = ({ operation, request }: Step): boolean =>
  operation === 'register' && request.json !== undefined

/** A check of the step says what the status has to be, so its verdict is the one that counts. */
function judgesItself(step: Step, run: ScenarioRun, from: Recorded): boolean {
  const scope = { ...recordedScope(run.row, run, from), step: step.id }
  return step.expect.some(
    (check) =>
      check.requirement !== undefined &&
      check.every === undefined &&
      decidesAcceptance(check) &&
      conditionHolds(check.when, scope).holds,
  )
}

/** The operation and how the client authenticates: where the server takes nothing of that kind, another check says so, or it does not offer it. */
export function kindOf(exchange: Exchange): string {
  const { operation, request } = exchange
  if (operation === 'register') return likeness(exchange)
  const [authorization = ''] = headerValues(request.headers, 'authorization')
  const decoded = request.body === undefined ? undefined : bodyText(request.body)
  const body = decoded?.ok ? decoded.value : ''
  const inBody = ['client_secret=', 'client_assertion='].filter((each) => body.includes(each))
  const proof = headerValues(request.headers, 'dpop').length > 0
  return JSON.stringify([operation, authorization.split(' ')[0], inBody, proof, request.certificate?.name])
}
