import { readAnswer } from '../decode/answer.ts'
import { decodeJws } from '../decode/jws.ts'
import { at } from '../decode/pointer.ts'
import { grants, summary } from '../language/condition.ts'
import type { CapabilityFact, Exchange, TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { Plan } from '../model/plan.ts'
import type { learntCapabilities } from '../model/vocabulary.ts'
import type { Client } from './clients/client.ts'
import { type ClientPool, mainGroup } from './clients/client-pool.ts'
import { requestToken } from './clients/register-client.ts'
import { withLearnt } from './discover/capabilities.ts'
import { grantsLearnt, listingOf } from './discover/listed-grants.ts'
import type { Facts } from './discover/sources.ts'
import { isJws } from './jws-shape.ts'
import { asserts, learnAudience } from './learn-audience.ts'
import { learnCertificateProof } from './learn-certificate-proof.ts'
import { learnGrants } from './learn-grants.ts'
import { learnProofUrl } from './learn-proof-url.ts'
import type { Needs } from './needs.ts'
import type { RunContext } from './run-context.ts'
import { proofOf, type TokenAnswer } from './token-proof.ts'

type Learnt = Readonly<Record<(typeof learntCapabilities)[number], CapabilityFact>>

/** What entering has brought. */
export interface Entered {
  readonly facts: TargetFacts
  readonly client?: Client
  /** The answer to the first token request. */
  readonly token?: Exchange
}

/**
 * Registers the profile's entry clients (or takes the configured one) and asks for one token, as far as the rows need it: what only the answers can
 * show becomes part of the facts. A failure is no exception: the client's record says why, and the rows that need it are blocked.
 */
export async function enter(run: RunContext, pool: ClientPool, plan: Plan, needs: Needs): Promise<Entered> {
  const clients: Client[] = []
  for (const template of needs.client ? entryTemplates(run) : []) {
    const outcome = await pool.client(template, 'first', { kind: 'run' })
    if (outcome.kind === 'client') clients.push(outcome.client)
  }
  const [client] = clients
  const beside = needsRegistered(plan, run) ? await registerBeside(run, pool) : {}
  const learning = learnAudience(run, pool, client, needs.assertions)
  // Who authenticates by an assertion has to know it first; anybody else asks meanwhile.
  const first = client === undefined || asserts(client) ? await learning : {}
  const addressed = { ...run, facts: { ...run.facts, ...beside.facts, ...first } }
  const learned = { ...addressed, facts: { ...addressed.facts, endpoints: await learnProofUrl(addressed, client) } }
  const asks = needs.token && client !== undefined && !run.signal.aborted
  const asked = client?.firstToken ?? (asks ? await firstToken(client, learned) : undefined)
  const token = asked?.exchange
  const learnt = {
    ...(needs.token ? learnFromToken(token) : {}),
    ...(needs.client ? { registration_management: learnManagement(beside.client ?? client) } : {}),
  }
  const found = learned.facts.capabilities
  const granted = grantsLearnt(listingOf(found, run.metadata, run.target), found, token)
  const shown =
    client === undefined || token === undefined
      ? undefined
      : proofOf(client.information.token_endpoint_auth_method, token)
  const demanded = asked?.tokenProof ?? shown
  const tokenProof = demanded === undefined ? {} : { tokenProof: demanded }
  const addressing = { ...learned, facts: { ...learned.facts, ...(await learning), ...tokenProof } }
  const tried = await learnGrants(addressing, pool, needs.grants)
  const proving: Facts = demanded === 'dpop' ? { dpop_demanded: { offered: true, because: proofNeeded } } : {}
  const certificate = needs.certificates ? await learnCertificateProof(addressing, pool) : undefined
  const bound = certificate?.offered === false ? { certificate_bound_tokens: certificate } : {}
  const capabilities = withLearnt({ ...found, ...granted, ...tried, ...proving, ...bound }, learnt, run.target)
  const suffices = certificate?.offered ? { certificateProves: true as const } : {}
  const facts = { ...addressing.facts, ...suffices, capabilities }
  return { facts, ...(client === undefined ? {} : { client }), ...(token === undefined ? {} : { token }) }
}

const proofNeeded = 'the first access token was issued to a request with a DPoP proof only'

const entryTemplates = ({ profile }: RunContext): readonly string[] =>
  Object.keys(profile.clients).filter((template) => profile.clients[template]?.entry)

/** Whether anything selected is about clients that register themselves. */
function needsRegistered({ rows, limitations }: Plan, { target }: RunContext): boolean {
  const { entries = {} } = target
  const all = [...rows, ...limitations.map(({ row }) => row)].filter(({ applies }) => applies.kind !== 'deselected')
  const named = (['endpoints.registration', 'initialAccessToken', 'registration', 'softwareStatement'] as const).some(
    (name) => name in entries,
  )
  return named || all.some(({ clients }) => clients !== 'shared')
}

interface Beside {
  readonly client?: Client
  readonly facts?: Pick<TargetFacts, 'registers' | 'capabilities'>
}

/**
 * The client of the target file adds to those that register themselves. Where registration is closed and the file has no token for it, that client is all there
 * is, and everything about registration is left out.
 */
async function registerBeside(run: RunContext, pool: ClientPool): Promise<Beside> {
  const [template] = entryTemplates(run)
  if (template === undefined || !run.facts.registers || mainGroup(template, run).kind === 'run') return {}
  const outcome = await pool.client(template, 'first', { kind: 'registered' })
  if (outcome.kind === 'client') return { client: outcome.client }
  const refused = run.recorder.all().find(({ id }) => id === outcome.record.exchange)
  const status = refused?.response?.status
  if (run.target.initialAccessToken !== undefined || (status !== 401 && status !== 403)) return {}
  const because = `registration is closed (${summary(refused)}), and the target file has a client but no initialAccessToken`
  const none = { offered: false, because }
  const second = run.target.secondClient === undefined ? { second_client: none } : {}
  return { facts: { registers: false, capabilities: { ...run.facts.capabilities, registration: none, ...second } } }
}

async function firstToken(client: Client, run: RunContext): Promise<TokenAnswer | undefined> {
  const asked = await requestToken(client, 'entry', run)
  return asked.kind === 'asked' ? asked : undefined
}

function learnFromToken(exchange: Exchange | undefined): Omit<Learnt, 'registration_management'> {
  if (exchange === undefined || !grants(exchange)) {
    const because = `no access token was issued to the entry client (${summary(exchange)})`
    const no = { offered: false, because }
    return { jwt_access_token: no, opaque_access_token: no, rfc9068_access_token: no }
  }
  const token = at(readAnswer(exchange).json, '/access_token')
  const jwt = typeof token === 'string' && isJws(token)
  const because = `the first access token is ${jwt ? 'a JWT' : 'opaque'}`
  return {
    jwt_access_token: { offered: jwt, because },
    opaque_access_token: { offered: !jwt, because },
    rfc9068_access_token: learnTyp(token),
  }
}

/** RFC 9068 section 2.1: a token says by its typ that it follows that document. Whoever claims it otherwise says so in the target file. */
function learnTyp(token: Json | undefined): CapabilityFact {
  const jws = typeof token === 'string' ? decodeJws(token) : undefined
  const typ = jws?.ok ? jws.value.header.typ : undefined
  const offered = typeof typ === 'string' && /^(application\/)?at\+jwt$/iu.test(typ)
  return {
    offered,
    because: `the first access token ${typ === undefined ? 'has no typ' : `has the typ ${JSON.stringify(typ)}`}`,
  }
}

function learnManagement(client: Client | undefined): CapabilityFact {
  if (client?.exchange === undefined) return { offered: false, because: 'no client was registered' }
  const { registration_access_token: token, registration_client_uri: uri } = client.information
  const offered = typeof token === 'string' && typeof uri === 'string'
  const because = `the client information response has ${offered ? '' : 'no '}registration_access_token and registration_client_uri`
  return { offered, because }
}
