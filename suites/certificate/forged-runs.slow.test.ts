import { describe, expect, it } from 'vitest'
import { InputError } from '../model/errors.ts'
import type { Evidence, Exchange, ScenarioRun } from '../model/evidence.ts'
import type { Target } from '../model/target.ts'
import { faultsOf, made, signedAgain, text, withFile } from './testing.ts'

// Forgeries that contradict nothing in the evidence: only the run, made once more, does otherwise. The vendor signs them with the tool itself.

type Change = (evidence: Evidence) => object

const evidence: Evidence = JSON.parse(text)

const ofRow = ({ owner }: Exchange): boolean => owner.includes('/')
const isToken = (each: Exchange): boolean => ofRow(each) && each.operation === 'token' && bodyOf(each) !== ''
const isIntrospection = (each: Exchange): boolean => ofRow(each) && each.operation === 'introspect'
const isRegistration = (each: Exchange): boolean =>
  each.operation === 'register' && bodyOf(each).includes('client_name')
const isEntry = ({ owner, operation }: Exchange): boolean => owner === 'entry' && operation === 'register'
const hasBearer = ({ request }: Exchange): boolean =>
  request.headers.some(([name, value]) => name === 'Authorization' && value.startsWith('Bearer '))
const hasBasic = ({ request }: Exchange): boolean =>
  request.headers.some(([name, value]) => name === 'Authorization' && value.startsWith('Basic ['))

function bodyOf({ request: { body } }: Exchange): string {
  return body !== undefined && 'text' in body ? body.text : ''
}

const exchange =
  (chosen: (each: Exchange) => boolean, change: (each: Exchange, of: Evidence) => object): Change =>
  (of) => {
    const first = of.exchanges.find(chosen)
    expect(first).toBeDefined()
    return { ...of, exchanges: of.exchanges.map((each) => (each === first ? change(each, of) : each)) }
  }
const request =
  (change: (request: Exchange['request'], of: Evidence) => object) =>
  (each: Exchange, of: Evidence): object => ({ ...each, request: { ...each.request, ...change(each.request, of) } })
const body = (change: (body: string) => string) => (each: Exchange) => ({
  ...each,
  request: { ...each.request, body: { text: change(bodyOf(each)) } },
})
const field = (name: string, change: (value: string) => string) =>
  request(({ headers }) => ({
    headers: headers.map(([each, value]) => (each === name ? [each, change(value)] : [each, value])),
  }))
const answer =
  (status: number, json: object) =>
  (each: Exchange): object => ({
    ...each,
    response: { ...each.response, status, body: { text: JSON.stringify(json) } },
  })
const answerText =
  (change: (text: string) => string) =>
  (each: Exchange): object => ({
    ...each,
    response: {
      ...each.response,
      body: {
        text: change(each.response !== undefined && 'text' in each.response.body ? each.response.body.text : ''),
      },
    },
  })
const failing = (code: string) => (each: Exchange) => {
  const { response: _, ...rest } = each
  return { ...rest, failure: { code, message: 'it was lost on the way' } }
}
const facts =
  (change: object): Change =>
  (of) => ({ ...of, facts: { ...of.facts, ...change } })
const declared =
  (change: (target: Target) => object): Change =>
  (of) => {
    const { declaration } = of
    if (declaration === undefined) throw new Error('the evidence declares nothing')
    return { ...of, declaration: { ...declaration, target: { ...declaration.target, ...change(declaration.target) } } }
  }
const rows =
  (change: (runs: readonly ScenarioRun[]) => readonly object[]): Change =>
  (of) => ({ ...of, scenarios: change(of.scenarios) })

/** Of another request of the same operation. */
const borrowed = (name: string) =>
  request(({ headers }, of) => {
    const mine = headers.find(([each]) => each === name)?.[1]
    const others = of.exchanges.flatMap((each) => each.request.headers).filter(([each]) => each === name)
    const [, value = 'none'] = others.find(([, each]) => each !== mine) ?? []
    return { headers: headers.map(([each, old]) => (each === name ? [each, value] : [each, old])) }
  })

const forgeries: readonly (readonly [string, Change])[] = [
  [
    'a request has an octet more',
    exchange(
      isToken,
      body((each) => `${each}&`),
    ),
  ],
  [
    'a request has an octet less',
    exchange(
      isToken,
      body((each) => each.slice(0, -1)),
    ),
  ],
  [
    'a letter of a request has another case',
    exchange(
      isToken,
      body((each) => each.replace('grant', 'Grant')),
    ),
  ],
  [
    'a member of a form is left out',
    exchange(
      isToken,
      body((each) => each.replace(/&[^&]*$/u, '')),
    ),
  ],
  [
    'the members of a form change places',
    exchange(
      (each) => isToken(each) && bodyOf(each).includes('&'),
      body((each) => each.split('&').reverse().join('&')),
    ),
  ],
  [
    'a request has no body',
    exchange(
      isToken,
      request(() => ({ body: undefined })),
    ),
  ],
  [
    'a body is hidden under a tag',
    exchange(
      isToken,
      body(() => '[secret#abcd]'),
    ),
  ],
  [
    'a registration asks for something else',
    exchange(
      isRegistration,
      body((each) => each.replace('"client_name":"', '"client_name":"My ')),
    ),
  ],
  [
    'a registration has white space',
    exchange(
      isRegistration,
      body((each) => each.replace(':', ': ')),
    ),
  ],
  [
    'a request has another method',
    exchange(
      isToken,
      request(() => ({ method: 'PUT' })),
    ),
  ],
  [
    'a request has a query',
    exchange(
      isToken,
      request(({ url }) => ({ url: `${url}?x=1` })),
    ),
  ],
  [
    'a request goes to another path',
    exchange(
      isToken,
      request(({ url }) => ({ url: `${url}/x` })),
    ),
  ],
  [
    'a request says another user agent',
    exchange(
      isToken,
      field('User-Agent', () => 'curl/8.0'),
    ),
  ],
  [
    'a request accepts something else',
    exchange(
      isToken,
      field('Accept', () => 'text/html'),
    ),
  ],
  [
    'a request has another content type',
    exchange(
      isToken,
      field('Content-Type', () => 'text/plain'),
    ),
  ],
  [
    'a header field is added',
    exchange(
      isToken,
      request(({ headers }) => ({ headers: [...headers, ['X-Pass', '1']] })),
    ),
  ],
  [
    'a header field is left out',
    exchange(
      isToken,
      request(({ headers }) => ({ headers: headers.slice(0, -1) })),
    ),
  ],
  [
    'header fields change places',
    exchange(
      isToken,
      request(({ headers }) => ({ headers: headers.toReversed() })),
    ),
  ],
  [
    'the name of a header field has another case',
    exchange(
      isToken,
      request(({ headers }) => ({ headers: headers.map(([name, value]) => [name.toUpperCase(), value]) })),
    ),
  ],
  ['a request has the credentials of another client', exchange(hasBasic, borrowed('Authorization'))],
  [
    'a token stands under another tag',
    exchange(
      hasBearer,
      field('Authorization', (each) => each.replace(/#[0-9a-f]+\]/u, '#ffff]')),
    ),
  ],
  [
    'a token is said to be another secret',
    exchange(
      hasBearer,
      field('Authorization', (each) => each.replace(/\[[a-z_]+#/u, '[secret#')),
    ),
  ],
  [
    'a fault is not marked',
    exchange(
      ({ defect }) => defect !== undefined,
      ({ defect: _, ...each }) => each,
    ),
  ],
  ['a fault is invented', exchange(isToken, (each) => ({ ...each, defect: 'wrong_secret' }))],
  [
    'another fault is said',
    exchange(
      ({ defect }) => defect !== undefined,
      (each) => ({ ...each, defect: 'scheme_alone' }),
    ),
  ],
  [
    'a client certificate is invented',
    exchange(
      isToken,
      request(() => ({ certificate: { name: 'none' } })),
    ),
  ],
  ['the seed is another one', (of) => ({ ...of, run: { ...of.run, seed: of.run.seed + 1 } })],
  ['what the run was told is left out', ({ declaration: _, ...of }) => of],
  [
    'the target file is said to remove a capability',
    declared(() => ({ capabilities: { add: [], remove: ['revocation'] } })),
  ],
  ['the target file is said to have another scope', declared(() => ({ scope: 'everything' }))],
  [
    'the target file is said to have a client',
    declared(() => ({
      client: {
        client_id: 'mine',
        client_secret: '[client_secret#abcd]',
        token_endpoint_auth_method: 'client_secret_basic',
      },
    })),
  ],
  ['the target file is said to have header fields', declared(() => ({ headers: { token: { 'X-Gateway': 'open' } } }))],
  [
    'the target file is said to name another endpoint',
    declared(({ endpoints }) => ({ endpoints: { ...endpoints, token: 'http://127.0.0.1:9/token' } })),
  ],
  [
    'the target file is said to add to registrations',
    declared(() => ({ registration: { contacts: ['me@example.org'] } })),
  ],
  ['the target is said to be named otherwise', declared(() => ({ named: 'somebody else' }))],
  ['the server is said to have an audience', facts({ audience: 'https://somewhere.example' })],
  ['the server is said to demand proofs', facts({ tokenProof: 'dpop' })],
  ['the server is said to end tokens', facts({ oneTokenPerClient: true })],
  ['the server is said to register nobody', facts({ registers: false })],
  ['the server is said to be reached by https', facts({ https: true })],
  ['the server is said to be far away', facts({ loopback: false })],
  ['a parameter is another one', facts({ parameters: { ...evidence.facts.parameters, as: 'anotherAS' } })],
  ['the run is said to have had a scope', facts({ scope: 'everything' })],
  ['the entry client is refused', exchange(isEntry, answer(400, { error: 'invalid_client_metadata' }))],
  [
    'the entry client has another secret method',
    exchange(
      isEntry,
      answerText((each) => each.replace('client_secret_basic', 'client_secret_post')),
    ),
  ],
  ['an answer asks to come again', exchange(isToken, answer(503, { error: 'temporarily_unavailable' }))],
  ['an answer says that there were too many requests', exchange(isIntrospection, answer(429, {}))],
  ['a connection is said to have been reset', exchange(isToken, failing('reset'))],
  ['a row is there twice', rows((runs) => [...runs, ...runs.slice(0, 1).map((run) => ({ ...run, id: `${run.id}x` }))])],
  [
    'a row is of another client',
    rows((runs) => runs.map((run) => (run.client === undefined ? run : { ...run, client: 'public' }))),
  ],
  [
    'a row has other values',
    rows((runs) => runs.map((run) => (Object.keys(run.row).length === 0 ? run : { ...run, row: {} }))),
  ],
  ['a row is said to have been run once more', (of) => ({ ...of, again: of.scenarios.slice(0, 1) })],
  ['a client is left out', (of) => ({ ...of, clients: of.clients.slice(1) })],
  [
    'a client is said to be blocked',
    (of) => ({ ...of, clients: of.clients.map((each) => ({ ...each, blocked: 'it was refused' })) }),
  ],
  [
    'a client is said to have needed another attempt',
    (of) => ({
      ...of,
      clients: of.clients.map((each) => ({ ...each, attempts: [{ exchange: 1, because: 'it was refused' }] })),
    }),
  ],
]

describe('a forged run', () => {
  it('has many names', () => expect(new Set(forgeries.map(([name]) => name)).size).toBeGreaterThanOrEqual(50))

  it.each(forgeries)('%s', async (_, change) => {
    const forged = `${JSON.stringify(change(structuredClone(evidence)), null, 1)}\n`
    expect(forged).not.toBe(text)
    const refused = await made({ evidence: { path: 'evidence.json', text: forged } }).then(
      () => 'certified',
      (error: unknown) => (error instanceof InputError ? error.message : String(error)),
    )
    expect(refused).toMatch(/made once more from its answers, it does otherwise: |contradicts itself: |lacks \d+ of/u)
    const faults = await faultsOf(signedAgain(withFile('evidence.json', () => forged)))
    const named = ['replay-differs', 'evidence-contradicts-itself', 'scenario-missing']
    expect(faults.some((each) => named.includes(each))).toBe(true)
  })
})
