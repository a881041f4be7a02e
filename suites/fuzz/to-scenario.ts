import { Document, isCollection, visit } from 'yaml'
import { isObject } from '../decode/json.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Action, FuzzCase, OddMembers } from './fuzz-case.ts'
import {
  authenticated,
  closedTo,
  deadClientGetsNothing,
  deadRecordIsClosed,
  nobodyLearnsOfTokens,
  ofDeletion,
  ofIntrospection,
  ofRead,
  ofRegistration,
  ofRevocation,
  ofToken,
  ofUpdate,
  revokedIsInactive,
  unknownIsInactive,
  until,
  type WrittenInvariant,
} from './invariants.ts'

/** A scenario file before it is written. */
export interface ScenarioDraft {
  readonly scenario: string
  readonly title: string
  readonly about?: string
  readonly steps: readonly DraftStep[]
  readonly fresh: boolean
}

interface DraftStep {
  readonly id: string
  readonly control?: true
  /** Sent only where the server has deleted the client. */
  readonly when?: JsonObject
  readonly request: JsonObject
  readonly poll?: JsonObject
  readonly expect: readonly WrittenInvariant[]
}

/** What is known of the client and its tokens when a step is sent: the model that answers are compared with. */
interface Known {
  /** The step that has deleted it, if the server did. */
  readonly deleted?: string
  /** The token that was asked for last. */
  readonly token: string
  /** Of that token: the plain introspection that came first, and the plain revocation behind it. */
  readonly seen?: string
  readonly revoked?: string
}

export interface Spelling {
  readonly id: string
  /** The server lets clients register, so that the case has one of its own. */
  readonly registers: boolean
  /** Seconds for which a deletion or a revocation may take effect. */
  readonly patience: number
}

/** A case in words of the scenario language: each request, and what must hold for its answer. */
export function toDraft(fuzzed: FuzzCase, { id, registers, patience }: Spelling): ScenarioDraft {
  const { kind, born, actions } = fuzzed
  const first: DraftStep =
    kind === 'registrations'
      ? { id: 'control', control: true, request: { register: {} }, expect: [] }
      : kind === 'odd-life'
        ? {
            id: 'control',
            control: true,
            request: { register: { json: membersOf(born) } },
            expect: ofRegistration(true),
          }
        : { id: 'control', control: true, request: { token: {} }, expect: [] }
  let known: Known = { token: 'control' }
  const steps = actions.map((action, index) => {
    const { deleted } = known
    const step = {
      ...(deleted === undefined ? {} : { when: { answer: { [deleted]: { status: 204 } } } }),
      ...toStep(action, `${action.does}_${index + 1}`, known, patience),
    }
    known = after(action, step.id, known)
    return step
  })
  return {
    scenario: id,
    title: 'Odd requests are answered as the documents say',
    fresh: kind === 'odd-life' || (kind === 'life' && registers),
    // Without a token of its own there is nothing that the odd client could show.
    steps: [first, ...(kind === 'odd-life' ? [bornToken] : []), ...steps],
  }
}

const bornToken: DraftStep = { id: 'first_token', request: { token: {} }, expect: ofToken(true) }

/** What the server must offer for these steps. */
function needsOf(steps: readonly DraftStep[]): readonly string[] {
  const asked = new Set(steps.flatMap(({ request }) => Object.keys(request)))
  return Object.entries(neededBy).flatMap(([need, operations]) =>
    operations.some((each) => asked.has(each)) ? need : [],
  )
}

const neededBy = {
  registration: ['register'],
  client_credentials: ['token'],
  registration_management: ['read_client', 'update_client', 'delete_client'],
  introspection: ['introspect'],
  revocation: ['revoke'],
}

function toStep(action: Action, id: string, known: Known, patience: number): DraftStep {
  const { deleted, seen, revoked } = known
  switch (action.does) {
    case 'register': {
      const { members, body } = action
      const request = body === undefined ? { json: membersOf(members) } : { body: literal(body) }
      return { id, request: { register: request }, expect: ofRegistration(body === undefined) }
    }
    case 'token': {
      const { params, fault, body, type } = action
      const request = {
        ...(fault === undefined ? {} : { auth: { defect: fault } }),
        ...(params.length === 0 ? {} : { params: membersOf(params) }),
        ...(body === undefined ? {} : { body: literal(body) }),
        ...(type === undefined ? {} : { content_type: type }),
      }
      const expect = [
        ...ofToken(body === undefined && type === undefined),
        ...(fault === undefined ? [] : [authenticated(fault)]),
        ...(deleted === undefined ? [] : [deadClientGetsNothing]),
      ]
      const poll = deleted === undefined ? undefined : until({ grants: false }, patience)
      return { id, request: { token: request }, ...(poll === undefined ? {} : { poll }), expect }
    }
    case 'read': {
      const { by } = action
      const auth = by === 'own' ? {} : { auth: by === 'nobody' ? 'none' : { bearer: '$random.opaque' } }
      const expect = [
        ...ofRead,
        ...(by === 'own' ? [] : [closedTo(by)]),
        ...(deleted === undefined ? [] : [deadRecordIsClosed]),
      ]
      return { id, request: { read_client: auth }, ...awaiting(deleted, patience), expect }
    }
    case 'update': {
      const expect = [...ofUpdate, ...(deleted === undefined ? [] : [deadRecordIsClosed])]
      const request = action.members.length === 0 ? {} : { json: membersOf(action.members) }
      return { id, request: { update_client: request }, ...awaiting(deleted, patience), expect }
    }
    case 'delete':
      return { id, request: { delete_client: {} }, expect: ofDeletion }
    case 'introspect': {
      const { what, by } = action
      const request = {
        ...(by === 'own' ? {} : { auth: 'none' }),
        params: { ...membersOf(action.params), token: tokenOf(what, known) },
      }
      const isRevoked = what === 'newest' && seen !== undefined && revoked !== undefined
      const expect = [
        ...ofIntrospection,
        ...(by === 'nobody'
          ? [nobodyLearnsOfTokens]
          : what === 'garbage'
            ? [unknownIsInactive]
            : isRevoked
              ? [revokedIsInactive(seen, revoked)]
              : []),
      ]
      const poll = isRevoked
        ? { poll: until({ json: [{ at: '/active', equals: false, or_absent: true }] }, patience) }
        : {}
      return { id, request: { introspect: request }, ...poll, expect }
    }
    case 'revoke': {
      const params = { ...membersOf(action.params), token: tokenOf(action.what, known) }
      return { id, request: { revoke: { params } }, expect: ofRevocation }
    }
    default:
      return action satisfies never
  }
}

/** A server of many parts needs a while until all of them know of a deletion. */
const awaiting = (deleted: string | undefined, patience: number): { readonly poll?: JsonObject } =>
  deleted === undefined ? {} : { poll: until({ status: refusals }, patience) }

const refusals = [400, 401, 403, 404, 405, 410]

const tokenOf = (what: 'newest' | 'garbage', { token }: Known): string =>
  what === 'newest' ? `$steps.${token}.body#/access_token` : '$random.opaque'

/** What a request changes, if the server takes it. */
function after(action: Action, id: string, known: Known): Known {
  switch (action.does) {
    case 'delete':
      return known.deleted === undefined ? { ...known, deleted: id } : known
    case 'token':
      return isPlainToken(action) && known.deleted === undefined ? { token: id } : known
    case 'introspect': {
      const looks = action.what === 'newest' && action.by === 'own' && action.params.length === 0
      return looks && known.revoked === undefined ? { ...known, seen: id } : known
    }
    case 'revoke': {
      const revokes = action.what === 'newest' && action.params.length === 0
      return revokes && known.seen !== undefined && known.revoked === undefined ? { ...known, revoked: id } : known
    }
    case 'register':
    case 'read':
    case 'update':
      return known
    default:
      return action satisfies never
  }
}

const isPlainToken = ({ params, fault, body, type }: Extract<Action, { does: 'token' }>): boolean =>
  params.length === 0 && fault === undefined && body === undefined && type === undefined

const membersOf = (members: OddMembers): JsonObject =>
  Object.fromEntries(members.map(([name, value]) => [name, literal(value)]))

/** What begins with a dollar is a reference in the language, unless it begins with two. */
function literal(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('$') ? `$${value}` : value
  if (Array.isArray(value)) return value.map(literal)
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, literal(each)]))
  return value
}

/** Only the check that a finding is about, and the steps that lead to it. */
export function onlyCheck(draft: ScenarioDraft, step: string, check: string): ScenarioDraft {
  const last = draft.steps.findIndex(({ id }) => id === step)
  return {
    ...draft,
    steps: draft.steps.slice(0, last + 1).map((each) => ({
      ...each,
      expect: each.id === step ? each.expect.filter(({ id }) => id === check) : [],
    })),
  }
}

/** The text of a scenario file. */
export function toText({ scenario, title, about, fresh, steps }: ScenarioDraft): string {
  const file = {
    scenario,
    title,
    kind: 'negative',
    ...(about === undefined ? {} : { about }),
    needs: needsOf(steps),
    ...(fresh ? { fresh } : {}),
    steps: steps.map(({ id, control, when, request, poll, expect }) => ({
      id,
      ...(control === undefined ? {} : { control }),
      ...(when === undefined ? {} : { when }),
      ...(poll === undefined ? {} : { poll }),
      ...request,
      ...(expect.length === 0 ? {} : { expect }),
    })),
  }
  const document = new Document(file, { aliasDuplicateObjects: false })
  // A line for each step and each check; what they consist of stands in it.
  visit(document, {
    Collection: (_, node, path) => {
      if (isCollection(node) && path.length > flowFrom) node.flow = true
    },
  })
  return document.toString({ lineWidth: 160 })
}

/** Document, map, pair, list of steps, step, pair: what stands deeper is short. */
const flowFrom = 8
