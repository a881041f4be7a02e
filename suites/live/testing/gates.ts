import { bodyText } from '../../decode/body.ts'
import { decodeJson, isObject } from '../../decode/json.ts'
import { isSuccess } from '../../judge/gate.ts'
import { judge } from '../../judge/judge.ts'
import { isLegal } from '../../judge/legal.ts'
import { kindOf } from '../../judge/owed.ts'
import type { Body, Evidence, HeaderField, RecordedResponse } from '../../model/evidence.ts'
import type { Profile } from '../../model/profile.ts'
import type { Scenario, Step } from '../../model/scenario.ts'
import type { SchemaValidator } from '../../model/specs.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { LimitationId, Operation } from '../../model/vocabulary.ts'
import type { Opened } from '../../run/open-target.ts'
import { specs } from './engine.ts'

/** A step whose request is legal and was accepted: what hangs on it is switched off where a server refuses it. */
interface Gate {
  readonly scenario: string
  readonly step: string
}

/** Steps that send the same request, so that a server which refuses it for one refuses it for all. */
export interface GateGroup {
  readonly shape: string
  readonly gates: readonly Gate[]
  /** An exchange that shows what the server answers. */
  readonly sent: number
}

/** Ways in which a server refuses a request that it should have taken, or answers it with half of what the next step reads. */
export type RefusedWith = 'page' | `${keyof typeof codes}` | `without ${string}`

const codes = {
  400: 'invalid_request',
  401: 'invalid_client',
  403: 'access_denied',
  404: 'not_found',
  405: 'method_not_allowed',
  500: 'server_error',
  501: 'not_implemented',
} as const

const refusals: readonly RefusedWith[] = ['400', '401', '403', '404', '405', '500', '501', 'page']

/** What makes an answer one of its operation. Discovery has no such members: what a document leaves out is not offered. */
const members: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  register: ['client_id', 'client_secret', 'registration_access_token', 'registration_client_uri'],
  read_client: ['client_id'],
  update_client: ['client_id'],
  token: ['access_token'],
  refresh: ['access_token'],
  jwt_grant: ['access_token'],
  introspect: ['active'],
  jwks: ['keys'],
}

/** Every way for a request of this shape. */
function refusalsOf({ exchanges, facts }: Evidence, { sent }: GateGroup): readonly RefusedWith[] {
  const { operation, response } = exchanges.find(({ id }) => id === sent) ?? {}
  const body = response === undefined ? undefined : bodyText(response.body)
  const managed = facts.capabilities.registration_management?.offered === true
  const lacking = (operation === undefined ? [] : (members[operation] ?? [])).filter(
    (name) => body?.ok && body.value.includes(`"${name}"`) && (managed || !name.startsWith('registration_')),
  )
  return [...refusals, ...lacking.map((name) => `without ${name}` as const)]
}

/** The gates of a run. Discovery is none: without a document there is nothing to judge. */
export function gatesIn(evidence: Evidence): readonly GateGroup[] {
  const exchanges = new Map(evidence.exchanges.map((each) => [each.id, each]))
  const found = new Map<string, GateGroup>()
  for (const { scenario, steps } of evidence.scenarios) {
    for (const [step, taken] of Object.entries(steps)) {
      const last = taken.kind === 'sent' ? exchanges.get(taken.exchanges.at(-1) ?? 0) : undefined
      if (last?.response === undefined || last.response.status >= 300 || last.operation === 'metadata') continue
      const shape = shapeOf({ scenario, step })
      if (shape === undefined || !isLegal({ ...last, owner: scenario, step }, specs)) continue
      const { gates = [], sent = last.id } = found.get(shape) ?? {}
      const known = gates.some((each) => each.scenario === scenario && each.step === step)
      found.set(shape, { shape, sent, gates: known ? gates : [...gates, { scenario, step }] })
    }
  }
  return [...found.values()]
}

/** The part of the evidence that speaks of a gate, as it would be if the server refused that request. Of all else one success of each kind stands for the others. */
function refused(
  evidence: Evidence,
  isRefused: (gate: Gate) => boolean,
  general: readonly string[],
  refusal: RefusedWith | undefined,
): Evidence {
  const sends = ({ scenario, steps }: Evidence['scenarios'][number]): readonly number[] =>
    Object.entries(steps).flatMap(([step, taken]) =>
      taken.kind === 'sent' && isRefused({ scenario, step }) ? taken.exchanges : [],
    )
  const changed = new Set(evidence.scenarios.flatMap(sends))
  const only = new Set(evidence.scenarios.flatMap((run) => (sends(run).length > 0 ? [run.scenario] : [])))
  const scenarios = evidence.scenarios.filter(({ scenario }) => only.has(scenario) || general.includes(scenario))
  const rows = new Set(scenarios.map(({ id }) => id))
  const others = evidence.exchanges.filter((each) => isSuccess(each) && !changed.has(each.id))
  const examples = new Set(new Map(others.map((each) => [kindOf(each), each.id])).values())
  const exchanges = evidence.exchanges
    .filter(({ id, owner }) => changed.has(id) || rows.has(owner) || !owner.includes('/') || examples.has(id))
    .map((each) =>
      refusal !== undefined && changed.has(each.id) && each.response !== undefined
        ? { ...each, response: answered(each.response, refusal) }
        : each,
    )
  return {
    ...evidence,
    run: { ...evidence.run, only: [...only, ...general], skip: [] },
    scenarios,
    exchanges,
  }
}

/** Scenarios about all refusals of the run. */
const aboutRefusals = ['http/legal-requests', 'http/refusals']

/** Scenarios with checks about all answers of the run. */
const everywhere = Object.values(specs.scenarios)
  .filter(({ steps }) => steps.some(({ expect }) => expect.some(({ every }) => every !== undefined)))
  .map(({ id }) => id)

function answered(response: RecordedResponse, refusal: RefusedWith): RecordedResponse {
  const [, lacking] = refusal.split('without ')
  if (lacking !== undefined) return { ...response, body: omitted(response.body, lacking) }
  if (refusal === 'page') return replaced(response, 403, 'text/html', '<!doctype html><title>Forbidden</title>', [])
  const error = Object.entries(codes).find(([code]) => code === refusal)?.[1]
  return replaced(response, Number(refusal), 'application/json', JSON.stringify({ error }), fieldsOf(refusal))
}

/** The body without one of its members; what is no JSON object stays as it is. */
function omitted(body: Body, member: string): Body {
  const decoded = bodyText(body)
  const json = decoded.ok ? decodeJson(decoded.value) : undefined
  const value = json?.ok ? json.value.value : undefined
  if (!isObject(value)) return body
  return { text: JSON.stringify(Object.fromEntries(Object.entries(value).filter(([name]) => name !== member))) }
}

/** What HTTP asks of these answers, so that no check of that takes the place of an owner. */
function fieldsOf(refusal: RefusedWith): readonly HeaderField[] {
  if (refusal === '401') return [['WWW-Authenticate', 'Bearer realm="x", error="invalid_token"']]
  return refusal === '405' ? [['Allow', '']] : []
}

function replaced(
  response: RecordedResponse,
  status: number,
  type: string,
  text: string,
  more: readonly HeaderField[],
): RecordedResponse {
  return {
    ...response,
    status,
    headers: [['Content-Type', type], ['Cache-Control', 'no-store'], ...more],
    body: { text },
  }
}

/** What anybody may read. */
const documents: readonly string[] = ['jwks', 'metadata', 'resource_metadata']

/** Two steps of the same shape send the same request, but for the values that the run makes, by clients of the same kind. */
function shapeOf({ scenario: id, step: name }: Gate): string | undefined {
  const scenario: Scenario | undefined = specs.scenarios[id]
  const step: Step | undefined = scenario?.steps.find((each) => each.id === name)
  if (scenario === undefined || step === undefined) return undefined
  const { operation, request } = step
  const { as = 'client', assertion, ...others } = typeof request.auth === 'object' ? request.auth : {}
  const ofClient = (as === 'second' ? scenario.second : scenario.client) ?? 'confidential'
  const client = documents.includes(operation) ? undefined : ofClient
  const varied = { ...others, ...(Object.keys(assertion ?? {}).length === 0 ? {} : { assertion }) }
  const shape = JSON.stringify({ operation, client, as: as === 'introspection', request: { ...request, auth: varied } })
  return shape.replaceAll(/\$steps\.[\w-]+/gu, '$steps')
}

/** Ways to refuse a request, wherever the run sends it or at one gate alone, of which no check says anything. */
export function silentRefusals(
  { profile }: Opened,
  evidence: Evidence,
  group: GateGroup,
  validate: SchemaValidator,
  alone?: Gate,
): readonly RefusedWith[] {
  const isRefused = (gate: Gate) =>
    alone === undefined ? shapeOf(gate) === group.shape : gate.scenario === alone.scenario && gate.step === alone.step
  const silentWith = (general: readonly string[], refusals: readonly RefusedWith[]) => {
    const toldOf = (refusal?: RefusedWith) => told(profile, refused(evidence, isRefused, general, refusal), validate)
    const usual = new Set(refusals.length === 0 ? [] : toldOf())
    return refusals.filter((refusal) => toldOf(refusal).every((id) => usual.has(id)))
  }
  const all = refusalsOf(evidence, group)
  return [
    ...silentWith(
      aboutRefusals,
      all.filter((each) => !isHalf(each)),
    ),
    ...silentWith(everywhere, all.filter(isHalf)),
  ]
}

/** What must not work, so that a refusal of it is right. */
const limited: Readonly<Record<LimitationId, Operation>> = {
  refresh: 'refresh',
  revocation: 'revoke',
  introspection: 'introspect',
}

/** What the limitations of a profile say wrongly where one of their requests is refused: a refused control upholds none, and what must not work may be refused. */
export function wrongLimitations(
  { profile }: Opened,
  evidence: Evidence,
  validate: SchemaValidator,
): readonly string[] {
  return profile.limitations.flatMap((id) => {
    const scenario = specs.limitations[id]?.scenario
    const run = evidence.scenarios.find((each) => each.scenario === scenario?.id)
    const steps = (scenario?.steps ?? []).filter(({ control, operation }) => control || operation === limited[id])
    return steps.flatMap((step) => {
      const taken = run?.steps[step.id]
      if (taken?.kind !== 'sent') return []
      return refusals.flatMap((refusal) => {
        const exchanges = evidence.exchanges.map((each) =>
          taken.exchanges.includes(each.id) && each.response !== undefined
            ? { ...each, response: answered(each.response, refusal) }
            : each,
        )
        const only = scenario === undefined ? [] : [scenario.id]
        const asked = { ...evidence, run: { ...evidence.run, only }, exchanges }
        const report = judge(specs, profile, asked, validate).limitations.find((each) => each.id === id)
        const wrong = step.control ? 'upheld' : 'violated'
        return report === undefined || report.outcome === wrong ? [`${id}:${step.id} ${refusal}`] : []
      })
    })
  })
}

/** Half an answer is no refusal. */
export const isHalf = (refusal: RefusedWith): boolean => refusal.startsWith('without ')

/** Ids of the checks that fail or warn, or that the history of the run stops, which is a finding as well. */
function told(profile: Profile, evidence: Evidence, validate: SchemaValidator): readonly string[] {
  return judge(specs, profile, evidence, validate)
    .scenarios.flatMap((scenario) => scenario.checks)
    .flatMap(({ id, verdict }) => (isTold(verdict) ? [id] : []))
}

const isTold = (verdict: Verdict): boolean =>
  verdict.kind === 'fail' ||
  verdict.kind === 'warn' ||
  (verdict.kind === 'inconclusive' && verdict.history !== undefined)
