import { createServer } from 'node:net'
import type { startNamed } from '../../fixtures/mutants/embedded.ts'
import { targetFromUrl } from '../load/target-url.ts'
import type { Mode, MutantFacts } from '../model/mutant.ts'
import { embeddedName, type Target } from '../model/target.ts'
import type { StartServer } from '../prove/run-trial.ts'
import type { Embedded } from '../run/open-target.ts'

type ServerOptions = Omit<Parameters<typeof startNamed>[0], 'mode'>

interface EmbedOptions extends ServerOptions {
  /** The target names the endpoints. */
  readonly named?: boolean
  /** The target does not claim RFC 9068. */
  readonly plainJwt?: boolean
  /** The target has all that an operator can supply: clients, tokens, a statement, resources. Registration is closed. */
  readonly supplied?: boolean
  /** The target names no audience for a token exchange. */
  readonly withoutAudience?: boolean
}

/**
 * Starts the reference server in this process on a free loopback port: the one place where suites reaches into fixtures, and
 * only when asked. It has no replicas, so nothing has to propagate.
 */
export async function embed(mode: Mode, profile: string, options: EmbedOptions = {}): Promise<Embedded> {
  const { server, target } = await startDescribed(mode, profile, options)
  return { target, close: () => server.close() }
}

/** Starts the server, or a mutant of it, with all that its target file has. Throws what startServer throws. */
export async function startDescribed(mode: Mode, profile: string, options: EmbedOptions) {
  const { named = false, plainJwt = false, supplied = false, withoutAudience = false, ...rest } = options
  const server = await startServer({ mode, profile, closed: supplied, ...rest })
  if (mode === 'smart') return { server, target: await smartTarget(server, named, supplied) }
  const { url: _, ...described } = targetFromUrl(mode === 'airlock' ? server.baseUrl : server.issuer)
  const target: Target = {
    ...described,
    // Nobody has typed it: it is the issuer, letter by letter.
    ...(mode === 'airlock' ? { url: server.baseUrl } : { issuer: server.issuer }),
    ...(mode === 'full' ? await grantsOf(server, withoutAudience) : {}),
    named: embeddedName,
    // It claims RFC 9068, so that a token which does not follow it is a finding.
    ...(mode === 'full' ? { scope: 'read write' } : {}),
    ...(mode === 'full' && !plainJwt ? { capabilities: { add: ['rfc9068_access_token'], remove: [] } } : {}),
    // It has one clock and no replicas.
    parameters: {
      propagationSeconds: 0,
      ...(mode === 'full' ? { expiryWaitSeconds: 4, keyRotationSeconds: 20, ownTokensVisible: true } : {}),
    },
    endpoints: { ...(named ? server.endpoints : {}), resource: server.resource },
    // It asks for certificates at another port.
    origins: [new URL(server.resource).origin],
    resourceCheck: 'online',
    tls: server.tls ?? {},
    ...(server.plainHttp === undefined ? {} : { plainHttp: server.plainHttp }),
    // It reads what clients name from 127.0.0.1, and from nowhere else.
    ...(mode === 'full' ? { hosting: { internal: true } } : {}),
  }
  return { server, target: supplied ? { ...target, ...suppliesOf(await server.enrol()) } : target }
}

/** What the operator of a FHIR server says of it. `byHand`: clients are made by hand, each with a key of its own, and cannot register themselves. */
export async function smartTarget(server: Started, named: boolean, byHand: boolean): Promise<Target> {
  return {
    ...targetFromUrl(server.issuer),
    ...(byHand ? { client: await admitted(server), ...(await keysElsewhere(server)) } : {}),
    named: embeddedName,
    scope: 'system/Patient.rs system/Encounter.rs',
    parameters: {
      propagationSeconds: 0,
      expiryWaitSeconds: 4,
      ownTokensVisible: true,
      replayWaitSeconds: 4,
      keyRotationSeconds: 20,
      keySetWaitSeconds: 4,
      forbiddenScope: 'system/Observation.rs',
      forbiddenResource: server.secondResource,
      introspectionScope: 'introspect',
      v1Scope: 'system/Patient.read',
    },
    endpoints: { ...(named ? server.endpoints : {}), resource: server.resource },
    resourceCheck: 'online',
    capabilities: {
      add: ['rfc9068_access_token', 'token_expiry_wait'],
      remove: byHand ? ['registration'] : [],
    },
    tls: server.tls ?? {},
  }
}

/** A client that the operator has made. */
const admitted = async (server: Started): Promise<NonNullable<Target['client']>> => ({
  ...(await server.admitWithKey()),
  token_endpoint_auth_method: 'private_key_jwt',
})

/** A client that the operator has made for keys which the run serves. */
async function keysElsewhere({ admit }: Started): Promise<Pick<Target, 'secondClient' | 'hosting'>> {
  const listen = `127.0.0.1:${await freePort()}`
  const publicUrl = `http://${listen}`
  const jwks_uri = `${publicUrl}/keys.json`
  return {
    hosting: { publicUrl, listen },
    secondClient: { client_id: admit({ jwks_uri }), jwks_uri, token_endpoint_auth_method: 'private_key_jwt' },
  }
}

/** The URL of a key set has to be known before anything listens there. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

type Started = Awaited<ReturnType<typeof startServer>>

/** What an operator says of the grants beyond client credentials: targets of an exchange, and issuers that the server knows. */
export async function grantsOf(
  { trust, audiences }: Pick<Started, 'trust' | 'audiences'>,
  withoutAudience = false,
): Promise<Partial<Target>> {
  const { main: exchangeAudience, other: secondExchangeAudience } = audiences
  const issuers = { assertionIssuer: await trust(true), disabledIssuer: await trust(false) }
  return withoutAudience ? issuers : { exchangeAudience, secondExchangeAudience, ...issuers }
}

type Supplies = Awaited<ReturnType<Started['enrol']>>

/** The entries of a target file for what an operator has supplied. Clients may register all the same. */
export function suppliesOf({ client, secondClient, ...supplies }: Supplies): Partial<Target> {
  return {
    ...supplies,
    client: { ...client, token_endpoint_auth_method: 'client_secret_basic' },
    secondClient: { ...secondClient, token_endpoint_auth_method: 'client_secret_basic' },
    authorizationDetails: JSON.stringify([{ type: 'resource_access', actions: ['read'] }]),
    capabilities: { add: ['rfc9068_access_token', 'registration', 'jwt_introspection'], remove: [] },
  }
}

/** Starts the server, or one of its mutants and variants by id. Throws InputError for an id that does not exist. */
export async function startServer(options: ServerOptions & { mode: Mode }) {
  // The good server alone starts in a third of the time.
  if (options.broken === undefined) return (await import('../reference-server/index.ts')).startReferenceServer(options)
  const { startNamed } = await import('../../fixtures/mutants/embedded.ts')
  return startNamed(options)
}

/** Starts the good server, or a mutant. */
export const embedTrial: StartServer = (mode, profile, mutant) =>
  embed(mode, profile, mutant === undefined ? {} : trialOptions(mutant))

/** What the trial of a mutant starts, and what its target file has. */
export const trialOptions = (mutant: MutantFacts): EmbedOptions => ({
  broken: mutant.id,
  named: mutant.endpointsNamed === true,
  plainJwt: mutant.plainJwt === true,
  supplied: mutant.supplied === true,
  withoutAudience: mutant.withoutAudience === true,
})

/** Ids and sentences of every mutant and variant. */
export async function listBroken(): Promise<readonly { readonly id: string; readonly says: string }[]> {
  const { named } = await import('../../fixtures/mutants/embedded.ts')
  return named()
}

/** Every mutant of the reference server: what it breaks, and in which mode. */
export async function listMutants(): Promise<readonly MutantFacts[]> {
  const { mutants } = await import('../../fixtures/mutants/embedded.ts')
  return mutants
}
