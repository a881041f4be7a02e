import type { JsonObject } from '../../model/json.ts'
import { resourcesOf } from '../access/resources.ts'
import { badRequest, type OAuthError } from '../result.ts'
import type { Context } from '../state.ts'
import type { Incoming } from '../wire/incoming.ts'
import { jsonReply, type Reply } from '../wire/reply.ts'

export interface ResourceRules {
  /** Asks the authorization server about the token: an online checker, with no cache. */
  readonly acceptsToken: (context: Context, token: string, incoming: Incoming) => Promise<TokenCheck>
  /** Does a challenge to this name the scope that is needed? */
  readonly namesScope: (error: OAuthError) => boolean
  /** What the token must allow. */
  readonly requiredScope: () => string | undefined
  /** Is the token meant for this resource? */
  readonly isAudience: (context: Context, claims: JsonObject) => boolean
}

declare module '../state.ts' {
  interface Rules extends ResourceRules {}
}

type TokenCheck = 'accepted' | 'invalid' | 'insufficient'

export const resourceRules: ResourceRules = {
  acceptsToken: async (context, token, incoming) => {
    const recognised = await context.rules.recogniseToken(context, token)
    if (!recognised || !context.rules.isAudience(context, recognised.claims)) return 'invalid'
    if (!context.rules.connectionFits(recognised.claims, incoming)) return 'invalid'
    const scope = context.rules.requiredScope()
    return scope === undefined || recognised.issued?.scope.includes(scope) ? 'accepted' : 'insufficient'
  },
  namesScope: ({ error }) => error === insufficient.error,
  requiredScope: () => undefined,
  isAudience: () => true,
}

export const fullResourceRules = {
  requiredScope: () => 'read',
  isAudience: (context, { aud }) => {
    const { main } = resourcesOf(context)
    return aud === main || (Array.isArray(aud) && aud.includes(main))
  },
} satisfies Partial<ResourceRules>

/** What every challenge of the resource begins with: where its metadata are (RFC 9728 section 5.1). */
function challenge(context: Context, ...more: readonly string[]): string {
  const url = context.rules.resourceMetadataUrl(context)
  const where = url === undefined ? [] : [`resource_metadata="${url}"`]
  return ['Bearer realm="resource"', ...more, ...where].join(', ')
}

/** GET of the protected resource (RFC 6750). The token travels in the Authorization header only. */
export async function resourceEndpoint(context: Context, incoming: Incoming): Promise<Reply> {
  const header = incoming.header('authorization')
  const inQuery = incoming.url.searchParams.has('access_token')
  // RFC 6750 section 3.1: without credentials the challenge says nothing more.
  const [, bound] = /^dpop +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header ?? '') ?? []
  if (bound !== undefined) return boundAccess(context, incoming, bound)
  if (header === undefined || !/^bearer( |$)/i.test(header)) return refusal(context, missing)
  const [, token] = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header) ?? []
  if (token === undefined || inQuery) return refusal(context, malformed)
  const recognised = await context.rules.recogniseToken(context, token)
  // RFC 9449 section 7.2: a bound token is none that its bearer may use.
  if (recognised && context.rules.isBound(recognised.claims)) return refusal(context, invalid)
  return access(context, incoming, token)
}

/** A token that came with the DPoP scheme (RFC 9449 section 7.1). */
async function boundAccess(context: Context, incoming: Incoming, token: string): Promise<Reply> {
  const problem = await context.rules.dpopRefusal(context, incoming, token)
  return problem ? refusal(context, problem) : access(context, incoming, token)
}

async function access(context: Context, incoming: Incoming, token: string): Promise<Reply> {
  const check = await context.rules.acceptsToken(context, token, incoming)
  switch (check) {
    case 'accepted':
      return jsonReply(200, { resource: 'reference' }, { 'Cache-Control': 'no-store' })
    case 'invalid':
      return refusal(context, invalid)
    case 'insufficient':
      return refusal(context, insufficient)
    default:
      return check satisfies never
  }
}

const missing: OAuthError = { status: 401, error: 'unauthorized', description: 'a token is needed' }

const malformed = badRequest('invalid_request', 'the bearer token is malformed or sent in two ways')

const invalid: OAuthError = { status: 401, error: 'invalid_token', description: 'the token is not valid' }

const insufficient: OAuthError = {
  status: 403,
  error: 'insufficient_scope',
  description: 'the token does not allow this',
}

/** RFC 6750 section 3.1: a request without credentials is told nothing but the scheme. */
function refusal(context: Context, error: OAuthError): Reply {
  const code = error === missing ? [] : [`error="${error.error}"`]
  const scope = context.rules.namesScope(error) ? [`scope="${context.rules.requiredScope() ?? ''}"`] : []
  const usual = challenge(context, ...code, ...scope)
  return context.rules.errorReply(context, { ...error, challenge: error.challenge ?? usual })
}
