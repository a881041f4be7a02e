import { quoted } from '../../language/reference.ts'
import type { EntryName } from '../../model/entry.ts'
import type { TargetFacts } from '../../model/evidence.ts'
import type { PlannedRow } from '../../model/plan.ts'
import type { Step } from '../../model/scenario.ts'
import type { Target } from '../../model/target.ts'
import type { Capability, Operation } from '../../model/vocabulary.ts'
import type { Entries } from './used-so-far.ts'
import { wantedBy } from './wanted.ts'

/** One request that tries entries of the target file out. It changes nothing at the server but what its purpose is. */
export interface EntryTrial {
  readonly step: string
  readonly entries: readonly EntryName[]
  readonly operation: Operation
  readonly request: Step['request']
  /** Who sends it. */
  readonly as: 'client' | 'second' | 'registration'
}

const aToken = '$random.opaque'

/** The rows of the run, and whether they are a part of the profile. */
export interface Selected {
  readonly rows: readonly PlannedRow[]
  readonly partial: boolean
}

/** Requests for the entries that nothing has used so far, in their order. A partial run tries out what its rows use. `token`: a live access token, if there is one. */
export function trialsFor(
  { target, facts }: { readonly target: Target; readonly facts: TargetFacts },
  entries: Entries,
  { rows, partial }: Selected,
  token: string | undefined,
): readonly EntryTrial[] {
  const used = wantedBy(rows)
  const isOpen = (entry: EntryName): boolean =>
    entries[entry] !== undefined &&
    entries[entry].exchange === undefined &&
    // Each use of a refresh token may end it (RFC 6749 section 6): not without need.
    (used(entry) || !(partial || entry === 'refreshToken'))
  return trialsOf(target, facts, token).filter((trial) => trial.entries.some(isOpen))
}

function trialsOf(target: Target, { capabilities }: TargetFacts, token: string | undefined): readonly EntryTrial[] {
  const { secondResource, authorizationDetails, softwareStatement } = target
  const all: readonly EntryTrial[] = [
    {
      step: 'client',
      entries: ['endpoints.token', 'client'],
      operation: 'token',
      // Where the client credentials grant is not offered: who the client is has to be asked all the same (RFC 6749 section 4.1.3).
      request: { params: { grant_type: 'authorization_code', code: aToken } },
      as: 'client',
    },
    { step: 'second client', entries: ['secondClient'], operation: 'token', request: {}, as: 'second' },
    {
      step: 'introspection',
      entries: ['endpoints.introspection', 'introspectionClient'],
      operation: 'introspect',
      request: { params: { token: token === undefined ? aToken : quoted(token) } },
      as: 'client',
    },
    {
      step: 'revocation',
      entries: ['endpoints.revocation'],
      operation: 'revoke',
      // Never a token that is needed later.
      request: { params: { token: aToken } },
      as: 'client',
    },
    {
      step: 'resource',
      entries: ['endpoints.resource'],
      operation: 'resource',
      request: token === undefined ? {} : { auth: { bearer: quoted(token) } },
      as: 'client',
    },
    {
      step: 'second resource',
      entries: ['secondResource'],
      operation: 'token',
      request: { params: { resource: secondResource ?? '' } },
      as: 'client',
    },
    {
      step: 'authorization details',
      entries: ['authorizationDetails'],
      operation: 'token',
      request: { params: { authorization_details: authorizationDetails ?? '' } },
      as: 'client',
    },
    { step: 'refresh token', entries: ['refreshToken'], operation: 'refresh', request: {}, as: 'client' },
    {
      step: 'software statement',
      entries: ['softwareStatement'],
      operation: 'register',
      request: { json: { software_statement: softwareStatement ?? '' } },
      as: 'registration',
    },
  ]
  const isOffered = (name: Capability): boolean => capabilities[name]?.offered === true
  return all.filter(({ operation }) => {
    if (operation === 'introspect') return isOffered('introspection')
    return operation !== 'revoke' || isOffered('revocation')
  })
}
