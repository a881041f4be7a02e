import type { Json, JsonObject } from '../../model/json.ts'
import { badRequest, ok, refuse } from '../result.ts'
import { isPublicClient, type Rules } from '../state.ts'
import { jwtGrantType } from '../token/rules.ts'

const required = ['jti', 'iat']

/** Takes identity assertion grants (draft-ietf-oauth-identity-assertion-authz-grant section 4.4), and no other JWT of their issuer. */
export const idJagRules = (rules: Rules): Partial<Rules> => ({
  metadataDocument: (context) => ({
    ...rules.metadataDocument(context),
    authorization_grant_profiles_supported: ['urn:ietf:params:oauth:grant-profile:id-jag'],
  }),
  grantRefusal: (client, grantType) =>
    isPublicClient(client) && grantType === jwtGrantType
      ? badRequest('unauthorized_client', 'a public client redeems no assertions')
      : rules.grantRefusal(client, grantType),
  grantHeaderFits: ({ typ, crit }) =>
    crit === undefined && typeof typ === 'string' && /^(application\/)?oauth-id-jag\+jwt$/iu.test(typ),
  grantAudienceFits: ({ state }, { aud }) => aud === state.issuer || isOnly(aud, state.issuer),
  grantFitsClient: (_context, client, claims) =>
    claims.client_id === client.clientId && required.every((name) => claims[name] !== undefined),
  grantBindingFits: ({ cnf }, binding) => cnf === undefined || isSame(cnf, binding?.cnf),
  grantAccess: (context, form, { resource }, scope) => {
    if (resource === undefined) return rules.grantAccess(context, form, {}, scope)
    const named = (Array.isArray(resource) ? resource : [resource]).map(String)
    return named.every((each) => context.rules.isKnownResource(context, each))
      ? ok({ scope, resources: named })
      : refuse(badRequest('invalid_target', 'the resource is unknown'))
  },
})

const isOnly = (aud: Json | undefined, issuer: string): boolean =>
  Array.isArray(aud) && aud.length === 1 && aud[0] === issuer

const isSame = (cnf: Json, bound: JsonObject | undefined): boolean =>
  JSON.stringify(cnf) === JSON.stringify(bound ?? null)
