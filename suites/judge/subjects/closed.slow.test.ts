import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '../../decode/base64url.ts'
import { branchesOf } from '../../load/check/branches.ts'
import { fileChecks } from '../../load/check/file-checks.ts'
import { allowedKeys, follow } from '../../load/check/follow.ts'
import { isRecord } from '../../load/check/schema-parts.ts'
import { lint } from '../../load/lint/lint.ts'
import type { YamlFile } from '../../load/yaml/yaml-file.ts'
import type { Exchange, TlsSeen } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { WrittenCheck } from '../../model/language.ts'
import type { SchemaValidator } from '../../model/specs.ts'
import { subjectNames } from '../../model/vocabulary.ts'
import { exchange } from '../testing.ts'
import { judgeOf, withBody } from './testing.ts'

// No key of a subject may be ignored: whatever two keys stand together, both are looked at, or the linter refuses the pair.

/** Those that look at an answer; `fetched` and `not_fetched` look at requests of the server (../hosted.test.ts). */
const answerSubjects = subjectNames.filter((name) => name !== 'fetched' && name !== 'not_fetched')

type Asked = Readonly<Record<string, Json>>

/** Arguments of every key, so that each can be varied. `true` has no other; it can only be left out. */
const samples: Readonly<Record<string, readonly Json[]>> = {
  equals: ['a', 5],
  not_equals: ['a', 5],
  one_of: [['a', 5], ['b']],
  none_of: [['a'], [5, 'b']],
  contains: ['a', 'b'],
  matches: ['^a', 'b$'],
  min_length: [2, 9],
  min_bits: [2, 30],
  charset: ['scope', 'b64token'],
  format: ['scope', 'uuid'],
  ignore_case: [true],
  type: ['string', 'array'],
  min: [4, 6],
  max: [6, 4],
  each: [{ type: 'string' }, { equals: 'a' }],
  present: [true],
  absent: [true],
  optional: [true],
  or_absent: [true],
  at: ['/x', '/y', ''],
  unique_members: [true],
  utf8: [true],
  no_debug_output: [true],
  certificates: [true],
  name: ['X', 'Y', 'counts'],
  directive: ['a', 'b'],
  scheme: ['Basic', 'Bearer'],
  challenge: [
    { scheme: 'Basic', parameter: 'realm' },
    { scheme: 'Bearer', parameter: 'realm' },
  ],
  media_type: ['application/json', 'text/html'],
  token: ['$this.body#/t', '$this.body#/u'],
  form: [true],
  signature: [true],
  signature_length: [true],
  header: ['/x', '/y', ''],
  claim: ['/x', '/y', ''],
  value: ['$this.body#/x', '$this.body#/y'],
  minus: [1, 100],
  near: [5, 100],
  after: [5, 100],
  before: [5, 0],
  within: [0, 50],
  unique: [
    ['$this.body#/x', '$this.body#/y'],
    [1, 1],
  ],
  equal: [
    ['$this.body#/x', '$this.body#/y'],
    [1, 2],
  ],
  subset: [
    ['$this.body#/x', '$this.body#/y'],
    ['a', 'b'],
    ['system/Patient.rs', 'system/Patient.read'],
  ],
  disjoint: [
    ['$this.body#/x', '$this.body#/y'],
    ['a', 'a'],
    ['system/Patient.rs', 'system/*.read'],
  ],
  as: ['set'],
  by: ['smart_scopes'],
  status: [200, [400, 401]],
  error: ['invalid_grant', ['invalid_scope']],
  fact: ['suite', 'key_bits', 'extensions'],
}

const modifiers = ['ignore_case', 'optional', 'or_absent']

/** Keys that say where to look, and ask for nothing there. */
const places = ['name', 'at', 'challenge', 'token', 'header', 'claim', 'value', 'minus', 'within', 'fact']

/** What makes a subject of other keys; several ways, of which one is enough. */
const bases: Readonly<Record<string, readonly Asked[]>> = {
  header: [{ name: 'X' }],
  json: [{ at: '/x' }, { at: '' }],
  schema: [{ name: 'counts' }],
  jwt: [{ header: '/x' }, { claim: '/x' }, { header: '' }, { claim: '' }, {}],
  time: [
    { value: '$this.body#/x', near: 5, within: 0 },
    { value: '$this.body#/x', after: 5 },
    { value: '$this.body#/x' },
  ],
  relation: [{}, { equal: ['$this.body#/x', '$this.body#/y'] }],
  rejection: [{}, { status: 400 }],
  tls: [{ fact: 'suite' }, { fact: 'key_bits' }, { fact: 'extensions' }],
}

/** What a modifier needs beside it. */
const compared: readonly Asked[] = [{}, { equals: 'a' }, { not_equals: 'ab' }, { contains: 'a' }]

const values: readonly (Json | undefined)[] = [
  ...[undefined, 'a', 'A', 'b', 'B', 'ab', 'AB', 'a b', 'b a', 'aaaaaaaaaaaa', 5, 4, 6, 7, 100, null, true],
  ...[{}, ['a'], ['A'], ['b'], ['a', 5], []],
]

const at = (x: Json | undefined, y: Json | undefined): Json => ({
  ...(x === undefined ? {} : { x }),
  ...(y === undefined ? {} : { y }),
})
const bodies: readonly Json[] = [...values.map((x) => at(x, 'a')), 'no JSON', 'a', 5, ['a'], []]

const jws = (header: string, claims: string, signature = '[access_token#00aa]') =>
  `${encodeBase64Url(header)}.${encodeBase64Url(claims)}.${signature}`
const tokens: readonly Json[] = [
  ...bodies.filter(isRecord).map((each) => jws(JSON.stringify(each), JSON.stringify(each))),
  jws('{"x":"a","x":"a"}', '{}'),
  jws('{}', '{"x":"a","x":"a"}'),
  jws('{"alg":"ES256"}', '{}'),
  'opaque',
]
const fields: readonly (string | undefined)[] = [
  ...[undefined, 'a', 'A', 'b', 'ab', 'AB', 'a b', 'a, b', 'aaaaaaaaaaaa', '5', 'application/json', 'text/html'],
  ...['', ' realm="a"', ' realm="b"', ' realm="A"', ' realm="a b"', ' realm="ab"', ' realm="AB"'].map(
    (rest) => `Basic${rest}`,
  ),
  ...['Basic realm="aaaaaaaaaaaa"', 'Basic realm="a", realm="a"', 'Bearer realm="a"'],
]

/** Answers that tell the keys of a subject apart. */
const answers: Readonly<Record<string, readonly Exchange[]>> = {
  header: fields.map((field) => exchange(1, 200, {}, { headers: field === undefined ? [] : [['X', field]] })),
  json: [
    ...bodies.map((body) => exchange(1, 200, body)),
    ...['{"x":"a","x":"a"}', '\uFEFF{}', '{"x":"a"} at f (/srv/app.js:1:2)', '{"x":[{"x5c":["AA"]}],"y":[]}'].map(
      (text) => raw(text),
    ),
  ],
  jwt: [
    ...tokens.map((t) => exchange(1, 200, { t, u: 'opaque', access_token: t })),
    exchange(1, 200, { t: 7, u: tokens[1] ?? '', access_token: 'opaque' }),
  ],
  tls: [
    seen({}),
    ...values.flatMap((value) => (typeof value === 'string' ? [seen({ suite: value })] : [])),
    ...values.flatMap((value) => (typeof value === 'number' ? [seen({ key_bits: value })] : [])),
    ...[['a'], ['A'], ['b'], ['a', 'b'], []].map((extensions) => seen({ extensions })),
  ],
}
const others = [
  ...values.flatMap((x) => [at(x, 'a'), at(x, x)]).map((body) => exchange(1, 200, body)),
  ...[400, 401, 403].flatMap((status) =>
    ['invalid_grant', 'invalid_scope', 'x'].map((error) => exchange(1, status, { error })),
  ),
]

function seen(tls: Partial<TlsSeen>): Exchange {
  return { ...exchange(1, 200, {}), tls: { answer: 'server_hello', ...tls } }
}

function raw(text: string): Exchange {
  return withBody(exchange(1, 200, {}), { text })
}

const world = {
  requirements: undefined,
  sections: undefined,
  scenarios: undefined,
  schemas: undefined,
  templates: undefined,
  parameters: undefined,
  profiles: undefined,
}

/** The check as the loader understands it; undefined when the linter refuses it. */
function accepted(subject: string, asked: Asked): WrittenCheck | undefined {
  const steps = [{ id: 's', token: {}, expect: [{ requirement: 'r', [subject]: asked }] }]
  const place = { file: 'x.yaml', line: 1, column: 1 }
  const yaml: YamlFile = {
    file: place.file,
    value: { scenario: 'a/x', title: 't', kind: 'conformance', steps },
    locate: () => place,
    problem: (_, message) => ({ message }),
  }
  const checked = fileChecks.scenario(yaml)
  if (!checked.ok) return undefined
  const files = { scenarios: [checked], limitations: [], profiles: [], requirements: [] }
  return lint(files, world).length > 0 ? undefined : checked.raw.steps[0]?.expect?.[0]
}

const known = new Map<string, string | undefined>()
const secrets = {
  'access_token#00aa': {
    kind: 'access_token' as const,
    length: 9,
    bits: 9,
    charsets: [],
    signatureOctets: 9,
    signature: { kind: 'wrong' as const, problem: 'no' },
  },
}
const validate: SchemaValidator = (_, value) => (typeof value === 'string' ? [] : [{ at: '', says: 'is not a string' }])

const judges = Object.fromEntries(
  answerSubjects.map((name) => [
    name,
    (answers[name] ?? others).map((answer) => judgeOf(answer, { secrets, validate })),
  ]),
)

/** What is said of each answer: a letter each. Undefined when the linter refuses the check. */
function verdicts(subject: string, asked: Asked): string | undefined {
  const key = JSON.stringify([subject, asked])
  if (!known.has(key)) {
    const check = accepted(subject, asked)
    known.set(key, check && (judges[subject] ?? []).map((judge) => judge(check).kind.charAt(0)).join(''))
  }
  return known.get(key)
}

const without = (asked: Asked, key: string): Asked => {
  const { [key]: _, ...rest } = asked
  return rest
}

/** All that two keys can be given together, as far as the linter accepts it. */
function combinations(subject: string, one: string, other: string): readonly Asked[] {
  const more = modifiers.includes(one) || modifiers.includes(other) ? compared : [{}]
  const all = (bases[subject] ?? [{}]).flatMap((base) =>
    more.flatMap((beside) =>
      (samples[one] ?? []).flatMap((first) =>
        (samples[other] ?? []).map((second) => ({ ...beside, ...base, [one]: first, [other]: second })),
      ),
    ),
  )
  return all.filter((asked) => verdicts(subject, asked) !== undefined)
}

/** Each of the two can stand without the other, and both ask for something. */
const areIndependent = (subject: string, asked: Asked, one: string, other: string): boolean =>
  ![one, other].some(
    (key) => modifiers.includes(key) || places.includes(key) || verdicts(subject, without(asked, key)) === undefined,
  )

/** No value that breaks one of them passes. */
function countsBoth(subject: string, asked: Asked, one: string, other: string): boolean {
  const together = verdicts(subject, asked) ?? ''
  return [one, other].every((key) =>
    [...(verdicts(subject, without(asked, key)) ?? '')].every(
      (letter, place) => letter !== 'v' || together[place] !== 'h',
    ),
  )
}

/** Another argument, or none, changes what is said of some answer; or there is no other, and some answer fails. */
function decides(subject: string, asked: Asked, key: string): boolean {
  const own = verdicts(subject, asked) ?? ''
  const changed = [without(asked, key), ...(samples[key] ?? []).map((argument) => ({ ...asked, [key]: argument }))]
  const outcomes = changed.flatMap((each) => verdicts(subject, each) ?? [])
  return outcomes.some((each) => each !== own) || (outcomes.length === 1 && /[^h]/u.test(own))
}

/** Which of two keys counts for nothing when they stand together. */
function ignored(subject: string, one: string, other: string): readonly string[] {
  const all = combinations(subject, one, other)
  const independent = all.filter((asked) => areIndependent(subject, asked, one, other))
  if (independent.length > 0)
    return independent.every((asked) => countsBoth(subject, asked, one, other)) ? [] : ['one or the other']
  // A pair that nothing fits is of no use, and does no harm. An absent value breaks every other matcher too.
  if (!all.some((asked) => verdicts(subject, asked)?.includes('h'))) return []
  return [one, other].filter((key) => key !== 'present' && !all.some((asked) => decides(subject, asked, key)))
}

const keysOfSubject = (subject: string): readonly string[] => {
  const schema = recordIn(recordIn(follow({ $ref: '#/$defs/written_check' }), 'properties'), subject)
  const branches = [schema, ...branchesOf(schema.anyOf)].map(follow)
  return [...new Set(branches.flatMap(allowedKeys))]
}

function recordIn(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const found = isRecord(value) ? value[name] : undefined
  return isRecord(found) ? found : {}
}

const pairs = answerSubjects.flatMap((subject) => {
  const keys = keysOfSubject(subject)
  return keys.flatMap((one, place) => keys.slice(place + 1).map((other) => [subject, one, other] as const))
})

it('every key of every subject has arguments to try', () => {
  const lacking = answerSubjects.flatMap(keysOfSubject).filter((key) => samples[key] === undefined)
  expect(lacking).toEqual([])
  expect(pairs.length).toBeGreaterThan(500)
})

describe('two keys of a subject', () => {
  it.each(answerSubjects)('of %s both count, or the pair is refused', (subject) => {
    const idle = pairs
      .filter(([name]) => name === subject)
      .flatMap(([, one, other]) => ignored(subject, one, other).map((key) => `${key} beside ${one} and ${other}`))
    expect(idle).toEqual([])
  })

  it('both count for any value', () => {
    const accepted = pairs.flatMap(([subject, one, other]) =>
      subject === 'json'
        ? combinations(subject, one, other)
            .filter((asked) => areIndependent(subject, asked, one, other))
            .map((asked) => [asked, without(asked, one), without(asked, other)] as const)
        : [],
    )
    fc.assert(
      fc.property(fc.constantFrom(...accepted), fc.jsonValue(), ([both, ...each], x) => {
        const judge = judgeOf(exchange(1, 200, { x: JSON.parse(JSON.stringify(x)) }))
        const kinds = each.map((asked) => judgedBy(judge, asked))
        expect(judgedBy(judge, both) === 'holds').toBe(kinds.every((kind) => kind === 'holds'))
      }),
      { numRuns: 1_000 },
    )
  })
})

function judgedBy(judge: ReturnType<typeof judgeOf>, asked: Asked): string {
  const check = accepted('json', asked)
  return check === undefined ? 'refused' : judge(check).kind
}
