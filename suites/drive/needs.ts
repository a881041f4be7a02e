import type { TargetFacts } from '../model/evidence.ts'
import type { Plan, PlannedRow } from '../model/plan.ts'
import type { Profile } from '../model/profile.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Target } from '../model/target.ts'
import type { TriedGrant } from './learn-grants.ts'
import { asksForOneToken } from './learn-one-token.ts'

/** What the selected rows ask the engine to find out, or to make, before they run. Nothing else is asked of the server. */
export interface Needs {
  /** The published keys: to look at them, or to verify signatures. */
  readonly jwks: boolean
  /** A first client, which shows whether clients can be managed. */
  readonly client: boolean
  /** A first token, which shows what tokens look like. */
  readonly token: boolean
  /** Ways of client authentication by an assertion: which audience the server accepts has to be known. */
  readonly assertions: readonly AssertionMethod[]
  /** Grants that only a trial shows. */
  readonly grants: readonly TriedGrant[]
  /** Certificates made for the run (RFC 8705). */
  readonly certificates: boolean
}

export const assertionMethods = ['private_key_jwt', 'client_secret_jwt'] as const
export type AssertionMethod = (typeof assertionMethods)[number]

/**
 * Looks for words in the data of the rows: a word too many costs a request, and none can be missed. `plan`: with all that only a first answer shows
 * taken to be offered.
 */
export function needsOf(plan: Plan, running: readonly PlannedRow[], target: Target): Needs {
  const texts = textsOf(plan, running)
  const mention = (...words: readonly string[]): boolean =>
    words.some((word) => texts.some((text) => text.includes(word)))
  // What a target file names is tried out before anything is judged.
  const named = Object.keys(target.entries ?? {}).length > 0
  const token =
    named ||
    asksForOneToken(running, plan.facts) ||
    mention('jwt_access_token"', 'opaque_access_token"', 'rfc9068_access_token"')
  return {
    jwks: named || mention('"jwks"', '"jwt"', 'signature'),
    client: token || mention('"registration_management"', '"registration_client_uri"', '#/registration_'),
    token,
    assertions: assertionMethods.filter(
      (method) => mention(`"${method}"`) || (running.length > 0 && isUsual(method, target, plan.facts)),
    ),
    grants: (['token_exchange', 'jwt_bearer'] as const).filter((grant) => mention(`"${grant}"`)),
    certificates: mention('"certificate"', '$certificate.', 'tls_client_auth"'),
  }
}

const written = new WeakMap<object, string>()

/** Scenarios, limitations and templates never change, and a run asks for the same ones twice. */
function textOf(data: object): string {
  const text = written.get(data) ?? JSON.stringify(data)
  written.set(data, text)
  return text
}

function textsOf({ profile, limitations }: Plan, running: readonly PlannedRow[]): readonly string[] {
  const scenarios = new Set(running.map(({ scenario }) => scenario))
  const tables = limitations.filter(({ row }) => running.includes(row)).map(({ limitation }) => limitation)
  return [...scenarios, ...tables, ...templatesOf([...scenarios], profile)].map(textOf)
}

/** The templates of all clients that the scenarios have. */
function templatesOf(scenarios: readonly Scenario[], { clients }: Profile): readonly object[] {
  const names = new Set(scenarios.flatMap(({ client = 'confidential', second }) => [client, second ?? client]))
  return [...names].flatMap((name) => clients[name]?.attempts[0] ?? [])
}

/** Whether any client authenticates so, unless it is said otherwise: the one of the target file does, or the server takes no secrets. */
function isUsual(
  method: AssertionMethod,
  { client, secondClient, introspectionClient }: Target,
  { capabilities }: TargetFacts,
): boolean {
  const configured = [client, secondClient, introspectionClient].some(
    (each) => each?.token_endpoint_auth_method === method,
  )
  const secrets = capabilities.client_secret_basic?.offered || capabilities.client_secret_post?.offered
  return configured || (!secrets && capabilities[method]?.offered === true)
}
