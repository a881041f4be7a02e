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
  const { named = false, plainJwt = false, supplied = false, withoutAudience = false, ...rest } = options
  const server = await startServer({ mode, profile, closed: supplied, ...rest })
  const described = targetFromUrl(mode === 'airlock' ? server.baseUrl : server.issuer)
  const target: Target = {
    ...described,
    ...(mode === 'full' ? await grantsOf(server, withoutAudience) : {}),
    named: embeddedName,
    // It claims RFC 9068, so that a token which does not follow it is a finding.
    ...(mode === 'full' ? { scope: 'read write' } : {}),
    ...(mode === 'full' && !plainJwt ? { capabilities: { add: ['rfc9068_access_token'], remove: [] } } : {}),
    // It has one clock and no replicas.
    parameters: { propagationSeconds: 0, ...(mode === 'full' ? { expiryWaitSeconds: 4, ownTokensVisible: true } : {}) },
    endpoints: { ...(named ? server.endpoints : {}), resource: server.resource },
    // It asks for certificates at another port.
    origins: [new URL(server.resource).origin],
    resourceCheck: 'online',
    tls: server.tls ?? {},
  }
  return {
    target: supplied ? { ...target, ...suppliesOf(await server.enrol()) } : target,
    close: () => server.close(),
  }
}

/** What an operator says of the grants beyond client credentials: targets of an exchange, and issuers that the server knows. */
export async function grantsOf(
  { trust, audiences }: Pick<Awaited<ReturnType<typeof startServer>>, 'trust' | 'audiences'>,
  withoutAudience = false,
): Promise<Partial<Target>> {
  const { main: exchangeAudience, other: secondExchangeAudience } = audiences
  const issuers = { assertionIssuer: await trust(true), disabledIssuer: await trust(false) }
  return withoutAudience ? issuers : { exchangeAudience, secondExchangeAudience, ...issuers }
}

type Supplies = Awaited<ReturnType<Awaited<ReturnType<typeof startServer>>['enrol']>>

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
  embed(
    mode,
    profile,
    mutant === undefined
      ? {}
      : {
          broken: mutant.id,
          named: mutant.endpointsNamed === true,
          plainJwt: mutant.plainJwt === true,
          supplied: mutant.supplied === true,
          withoutAudience: mutant.withoutAudience === true,
        },
  )

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
