import { decodeJwt } from 'jose'
import type { Json, JsonObject } from '../../model/json.ts'
import { resourcesOf } from '../access/resources.ts'
import { badRequest, type OAuthError, ok, type Result, refuse } from '../result.ts'
import { type Client, type Context, type Issued, now } from '../state.ts'
import type { Form } from '../wire/form.ts'
import { isJsonObject } from '../wire/json.ts'
import { tokenExchange } from './exchange.ts'

/** A token that was presented and is good. */
interface Presented {
  readonly claims: JsonObject
  readonly issued: Issued
}

/** Token exchange (RFC 8693): each decision of section 2 is one rule. */
export interface ExchangeRules {
  readonly tokenExchange: typeof tokenExchange
  /** Types of a subject token, and of an actor token, that the server can validate. */
  readonly isExchangeableType: (type: string) => boolean
  /** The token behind a text; undefined: it is not valid. */
  readonly presentedToken: (context: Context, token: string, type: string) => Promise<Presented | undefined>
  /** What is wrong with the actor's parameters, if anything (section 2.1). */
  readonly actorProblem: (form: Form) => OAuthError | undefined
  readonly presentedActor: (context: Context, form: Form) => Promise<Result<Presented | undefined>>
  /** Why this client may not exchange this token, if so. */
  readonly exchangeRefusal: (context: Context, client: Client, subject: Presented) => OAuthError | undefined
  readonly requestedTargets: (context: Context, form: Form) => Result<readonly string[]>
  readonly exchangedScope: (
    client: Client,
    subject: Presented,
    requested: string | undefined,
  ) => Result<readonly string[]>
  /** Seconds that the exchanged token may live. */
  readonly exchangedLife: (subject: Presented) => number
  /** The client that the exchanged token is for. */
  readonly exchangedClient: (context: Context, client: Client, subject: Presented) => Client
  readonly exchangedAct: (subject: Presented, actor: Presented | undefined) => JsonObject | undefined
  readonly issuedTokenType: (requested: string | undefined) => Result<string>
  /** The response (section 2.2.1). */
  readonly exchangeResponse: (context: Context, issued: Issued, type: string, form: Form) => JsonObject
}

declare module '../state.ts' {
  interface Rules extends ExchangeRules {}
}

export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'
export const jwtType = 'urn:ietf:params:oauth:token-type:jwt'

export const exchangeRules: ExchangeRules = {
  tokenExchange,
  isExchangeableType: (type) => type === accessTokenType || type === jwtType,
  presentedToken: async (context, token) => {
    const found = await context.rules.recogniseToken(context, token)
    const { claims, issued } = found ?? {}
    // The tokens of a client that is gone are worth nothing (RFC 7592 section 2.3).
    const alive = issued !== undefined && context.rules.findClient(context, issued.clientId) !== undefined
    return alive && claims !== undefined ? { claims, issued } : undefined
  },
  actorProblem: (form) =>
    form.has('actor_token') === form.has('actor_token_type')
      ? undefined
      : badRequest('invalid_request', 'actor_token and actor_token_type belong together'),
  presentedActor: async (context, form) => {
    const [token, type] = [form.get('actor_token'), form.get('actor_token_type')]
    if (token === undefined || type === undefined) return ok(undefined)
    const known = context.rules.isExchangeableType(type)
    const actor = known ? await context.rules.presentedToken(context, token, type) : undefined
    return actor === undefined ? refuse(badRequest('invalid_request', 'the actor token is not valid')) : ok(actor)
  },
  exchangeRefusal: (_context, client, { issued, claims }) =>
    issued.clientId === client.clientId || audiences(claims.aud).includes(client.clientId)
      ? undefined
      : badRequest('invalid_request', 'the subject token belongs to another client'),
  requestedTargets: (context, form) => {
    const named = (form.get('audience') ?? '').split(' ').filter((each) => each !== '')
    const targets = [...new Set([...named, ...context.rules.requestedResources(form)])]
    const known: readonly string[] = Object.values(resourcesOf(context))
    return targets.every((each) => known.includes(each))
      ? ok(targets)
      : refuse(badRequest('invalid_target', 'the target is unknown'))
  },
  exchangedScope: (client, { issued }, requested) => {
    const most = issued.scope.filter((word) => client.scope.includes(word))
    if (requested === undefined) return ok(most)
    const asked = requested.split(' ')
    return asked.every((word) => most.includes(word))
      ? ok(asked)
      : refuse(badRequest('invalid_scope', 'scope exceeds that of the subject token'))
  },
  exchangedLife: ({ claims }) => (typeof claims.exp === 'number' ? claims.exp - now() : 0),
  exchangedClient: (_context, client) => client,
  exchangedAct: ({ claims }, actor) => {
    if (actor === undefined) return isJsonObject(claims.act) ? claims.act : undefined
    const current = { sub: actor.claims.sub ?? null }
    return isJsonObject(claims.act) ? { ...current, act: claims.act } : current
  },
  issuedTokenType: (requested = accessTokenType) =>
    requested === accessTokenType || requested === jwtType
      ? ok(requested)
      : refuse(badRequest('invalid_request', 'such a token is not issued')),
  exchangeResponse: (context, issued, type) => {
    const response = context.rules.tokenResponse(context, issued)
    // Only a JWT may be called one: a server with opaque tokens says what it issued (RFC 8693 section 2.2.1).
    return { ...response, issued_token_type: type === jwtType && !isJwt(issued.token) ? accessTokenType : type }
  },
}

const audiences = (aud: Json | undefined): readonly Json[] => (Array.isArray(aud) ? aud : [aud ?? null])

function isJwt(token: string): boolean {
  try {
    decodeJwt(token)
    return true
  } catch {
    return false
  }
}
