import { hostOf } from '../../decode/http-url.ts'
import type { CapabilityFact } from '../../model/evidence.ts'
import type { EndpointName } from '../../model/vocabulary.ts'
import { canaryFact, hostingFact, keySetFact } from '../hosting/place.ts'
import { mainUrl } from '../origins.ts'
import type { CapabilitySources, Facts } from './sources.ts'

/** What the known endpoints and the entries of the target file show. */
export function fromTarget(sources: CapabilitySources): Facts {
  return { ...endpoints(sources), ...clients(sources), ...methods(sources), ...entries(sources) }
}

function endpoints(sources: CapabilitySources): Facts {
  return {
    metadata: {
      offered: sources.metadata !== undefined,
      because: sources.metadata === undefined ? 'no metadata document was found' : 'a metadata document was found',
    },
    jwks: known('jwks', sources),
    introspection: known('introspection', sources),
    revocation: known('revocation', sources),
    protected_resource: known('resource', sources),
  }
}

function known(name: EndpointName, { endpoints: facts, metadata }: CapabilitySources): CapabilityFact {
  const fact = facts[name]
  if (fact !== undefined) return { offered: true, because: `the ${name} endpoint is known from the ${fact.from}` }
  const where =
    metadata === undefined || name === 'resource' ? 'no source' : 'neither the metadata document nor the target file'
  return { offered: false, because: `${where} names a ${name} endpoint` }
}

function clients(sources: CapabilitySources): Facts {
  const { target } = sources
  const registration = registrationOf(sources)
  const second = registration.offered || target.secondClient !== undefined
  const why = registration.offered ? 'a second client can be registered' : 'the target file has a secondClient'
  const withToken = target.initialAccessToken !== undefined
  return {
    registration,
    second_client: {
      offered: second,
      because: second ? why : 'there is no registration, and the target file has no secondClient',
    },
    initial_access_token: {
      offered: withToken,
      because: `the target file has ${withToken ? 'an' : 'no'} initialAccessToken`,
    },
  }
}

/** Who has such a client knows that the server takes its method, whatever the metadata lists. */
function methods({ target: { client } }: CapabilitySources): Facts {
  const method = client?.token_endpoint_auth_method
  if (method !== 'private_key_jwt' && method !== 'client_secret_jwt') return {}
  return { [method]: { offered: true, because: `the target file has a client of method ${method}` } }
}

/** A client of the target file adds to those that register themselves, and replaces none. */
export const registrationOf = (sources: CapabilitySources): CapabilityFact =>
  sources.target.readOnly === true
    ? { offered: false, because: 'the run is read-only, so that it registers no client' }
    : known('registration', sources)

function entries({ target, https, loopback }: CapabilitySources): Facts {
  const given = (what: string, value: unknown): CapabilityFact => ({
    offered: value !== undefined,
    because: `the target file has ${value === undefined ? 'no' : 'a'} ${what}`,
  })
  const scheme: CapabilityFact = {
    offered: https,
    because: `the target is reached by ${https ? 'https' : 'plain http'}`,
  }
  return {
    scope: given('scope', target.scope),
    resource_indicators: given('resource', target.resource),
    second_resource: given('secondResource', target.secondResource),
    authorization_details: given('authorizationDetails', target.authorizationDetails),
    refresh: given('refreshToken', target.refreshToken),
    software_statement: given('softwareStatement', target.softwareStatement),
    subject_token: given('subjectToken', target.subjectToken),
    exchange_audience: given('exchangeAudience', target.exchangeAudience),
    second_exchange_audience: given('secondExchangeAudience', target.secondExchangeAudience),
    jwt_bearer: given('assertionIssuer', target.assertionIssuer),
    disabled_issuer: given('disabledIssuer', target.disabledIssuer),
    ...(target.subjectToken === undefined && target.exchangeAudience === undefined
      ? {}
      : { token_exchange: { offered: true, because: 'the target file says what to exchange' } }),
    jwks_hosting: hostingFact(target, loopback),
    canary: canaryFact(target, loopback),
    key_set_client: keySetFact(target),
    plain_http: plainFact(target, https),
    https: scheme,
    tls: scheme,
  }
}

function plainFact(target: CapabilitySources['target'], https: boolean): CapabilityFact {
  const { plainHttp } = target
  if (plainHttp !== undefined) return { offered: true, because: `the target file names ${plainHttp}` }
  const main = mainUrl(target)
  const host = main === undefined ? 'HOST' : hostOf(main)
  return {
    offered: false,
    because: https
      ? `the target file does not say where the host answers plain HTTP: plainHttp: http://${host}`
      : 'the target is reached by plain http',
  }
}
