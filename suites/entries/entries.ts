import { type EntryName, entryNames } from '../model/entry.ts'
import type { Declaration, Exchange, TargetFacts } from '../model/evidence.ts'
import type { Source } from '../model/source.ts'
import type { Capability } from '../model/vocabulary.ts'
import { type DeclaredClient, type Refusal, refusalOf } from './refusal.ts'
import { servedClients } from './served-clients.ts'

interface Seen {
  readonly facts: Pick<TargetFacts, 'entries' | 'capabilities'>
  readonly exchanges: readonly Exchange[]
  /** Absent: evidence of a version that did not say what the run was told. */
  readonly declaration?: Pick<Declaration, 'target'>
}

/** Entries that their first use has shown to be wrong, the most basic first. Where one exchange used several, the first one says it all. */
export function refusedEntries({ facts, exchanges, declaration }: Seen): readonly Refusal[] {
  const told = new Set<number>()
  return entryNames.flatMap((entry) => {
    const fact = facts.entries?.[entry]
    const exchange = exchanges.find(({ id }) => id === fact?.exchange)
    const bare = exchanges.find(({ id }) => id === fact?.bare)
    const client = clientOf(entry, declaration)
    const refusal =
      exchange === undefined || told.has(exchange.id) ? undefined : refusalOf(entry, exchange, bare, client)
    if (fact === undefined || exchange === undefined || refusal === undefined) return []
    told.add(exchange.id)
    const says = `${entry} of the target file (${placeOf(fact.at)}) was refused: ${refusal.says}`
    return [{ says, fix: refusal.fix }]
  })
}

/** What the target file says of the client, where the entry is one. */
function clientOf(entry: EntryName, declaration: Seen['declaration']): DeclaredClient | undefined {
  if (declaration === undefined || !isClient(entry)) return undefined
  const client = declaration.target[entry]
  const servedAt = servedClients(declaration.target).find(({ name }) => name === entry)?.url
  return client === undefined || servedAt === undefined ? client : { ...client, servedAt }
}

const isClient = (entry: EntryName): entry is 'client' | 'secondClient' | 'introspectionClient' =>
  entry === 'client' || entry === 'secondClient' || entry === 'introspectionClient'

/** Why nothing is judged: entries of the target file are wrong, and what to change. Undefined when none is. */
export function entryBlocker(seen: Seen): string | undefined {
  const refused = refusedEntries(seen)
  return refused.length === 0 ? undefined : refused.map(({ says, fix }) => `${says}. ${fix}`).join(' ')
}

/** Entries that the run never used, each with its reason: of what they name nothing was shown. */
export function unusedEntries({ facts, exchanges }: Seen): readonly string[] {
  return entryNames.flatMap((entry) => {
    const fact = facts.entries?.[entry]
    if (fact === undefined || fact.exchange !== undefined || usedByTheWay(entry, exchanges)) return []
    const needs = neededBy[entry]
    const because = needs === undefined ? 'no scenario of the run uses it' : facts.capabilities[needs]?.because
    return [
      `${entry} of the target file (${placeOf(fact.at)}) was never used${because === undefined ? '' : `: ${because}`}`,
    ]
  })
}

/** Without a trial of their own: a certificate, which connections have, and what only rows send. */
function usedByTheWay(entry: EntryName, exchanges: readonly Exchange[]): boolean {
  const sent = (operation: Exchange['operation']): boolean => exchanges.some((each) => each.operation === operation)
  switch (entry) {
    case 'tls.cert':
      return exchanges.some(({ request }) => request.certificate?.name === 'configured')
    case 'secondExchangeAudience':
      return sent('exchange')
    case 'disabledIssuer':
      return sent('jwt_grant')
    default:
      return false
  }
}

/** Without which an entry cannot be used. */
const neededBy: Readonly<Partial<Record<EntryName, Capability>>> = {
  initialAccessToken: 'registration',
  registration: 'registration',
  introspectionClient: 'introspection',
  scope: 'client_credentials',
  resource: 'client_credentials',
  secondResource: 'client_credentials',
  authorizationDetails: 'client_credentials',
  softwareStatement: 'registration',
  subjectToken: 'token_exchange',
  exchangeAudience: 'token_exchange',
  secondExchangeAudience: 'token_exchange',
  assertionIssuer: 'jwt_bearer',
  disabledIssuer: 'jwt_bearer',
  'tls.cert': 'tls',
}

/** "target.yaml:7" */
const placeOf = ({ file, line }: Source): string => `${file}:${line}`
