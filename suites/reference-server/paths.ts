import type { Mode } from '../model/mutant.ts'
import type { EndpointName } from '../model/vocabulary.ts'

export type Endpoint =
  | EndpointName
  | 'authorization'
  | 'management'
  | 'openid'
  | 'resource_metadata'
  | 'second_resource'

/** Absolute paths below the base URL; `issuer` is the issuer's own path. */
export type Paths = Readonly<Record<Endpoint | 'issuer', string>>

const authorizationServer = '/auth-login/rest/oauth2/authorization-servers/myAS'
const registration = '/auth-login/rest/public/tech-client-registration/oauth2/myAS/register'

const airlock: Paths = {
  issuer: authorizationServer,
  // Appended, not inserted: the documented deviation from RFC 8414 section 3.1.
  metadata: `${authorizationServer}/.well-known/oauth-authorization-server`,
  openid: `${authorizationServer}/.well-known/openid-configuration`,
  registration,
  management: `${registration}/:clientId`,
  authorization: '/auth-login/oauth2/v3/myAS/authorize',
  token: `${authorizationServer}/token`,
  introspection: `${authorizationServer}/introspect`,
  revocation: `${authorizationServer}/revoke`,
  jwks: `${authorizationServer}/jwks`,
  resource: '/api/resource',
  second_resource: '/api/other',
  resource_metadata: '/.well-known/oauth-protected-resource/api/resource',
}

const full: Paths = {
  issuer: '',
  metadata: '/.well-known/oauth-authorization-server',
  openid: '/.well-known/openid-configuration',
  registration: '/register',
  management: '/register/:clientId',
  authorization: '/authorize',
  token: '/token',
  introspection: '/introspect',
  revocation: '/revoke',
  jwks: '/jwks',
  resource: '/api/resource',
  second_resource: '/api/other',
  resource_metadata: '/.well-known/oauth-protected-resource/api/resource',
}

/** The issuer is the FHIR base URL: its clients know no other name of the server. */
const smart: Paths = {
  ...full,
  issuer: '/fhir',
  metadata: '/fhir/.well-known/smart-configuration',
  resource: '/fhir/Patient',
  second_resource: '/fhir/Observation',
}

/** Where the endpoints of a mode lie. */
export const pathsOf = (mode: Mode): Paths => ({ airlock, full, smart })[mode]
