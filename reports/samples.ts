import type { Exchange } from '../suites/model/evidence.ts'
import type { FinishedRun } from '../suites/model/report.ts'
import { check, exchange, finishedRun, limitation, scenario } from './testing.ts'

const basic = 'token/invalid-client[client_secret_basic,wrong_secret]'
const unknown = 'token/invalid-client[client_secret_basic,unknown_client]'

/** A server with a few faults: every verdict and every section occurs. */
export function mixedRun(): FinishedRun {
  const hint = 'Answer 401 with WWW-Authenticate when the client used the Authorization header.'
  const scenarios = [
    scenario(basic, 'A client that fails to authenticate gets no token', [
      check(basic, 'error-member', 'pass', { step: 'refused' }),
      check(basic, 'invalid-client-basic-401', 'fail', { step: 'refused', hint }),
    ]),
    scenario(unknown, 'A client that fails to authenticate gets no token', [
      check(unknown, 'invalid-client-basic-401', 'fail', { step: 'refused', hint }),
    ]),
    scenario('token/cache', 'Token responses are not cached', [
      check('token/cache', 'no-store', 'warn', {
        expected: 'header Cache-Control with directive no-store',
        observed: 'no header Cache-Control',
        exchange: 2,
        exchanges: [2, 3],
      }),
    ]),
    scenario('introspect/garbage', 'An unknown token is not active', [
      check('introspect/garbage', 'active-false', 'inconclusive', { exchange: 3 }),
      check('introspect/garbage', 'no-claims', 'inconclusive', { exchange: 3 }),
    ]),
    scenario('tls/only', 'Endpoints are reached over TLS', [check('tls/only', 'tls-required', 'not-applicable')]),
    scenario('token/clock', 'exp lies ahead', [check('token/clock', 'exp-ahead', 'error')]),
  ]
  const run = finishedRun(
    {
      conclusion: 'nonconformant',
      because: '1 MUST requirement is violated: rfc6749.5.2.invalid-client-basic-401.',
      scenarios,
      limitations: mixedLimitations,
      deviations: [
        {
          id: 'DD-3',
          treatment: 'accepted',
          reason: 'The page says that token_type is "bearer" in lower case.',
          seen: true,
        },
        { id: 'DD-4', treatment: 'accepted', reason: 'The scope is not returned.', seen: false },
      ],
      notes: ['A second registration attempt was needed: the server refused grant_types with refresh_token.'],
      leftBehind: ['client-17'],
      baseline: {
        file: 'baseline.yaml',
        known: [
          {
            entry: 'rfc6749.5.2.invalid-client-basic-401',
            reason: 'Mended in the next release.',
            owner: 'ada@example.com',
            reviewBy: '2025-06-30',
            covers: [`${basic}:refused:invalid-client-basic-401`],
            at: { file: 'baseline.yaml', line: 4, column: 5 },
          },
        ],
        unlisted: [`${unknown}:refused:invalid-client-basic-401`],
        problems: [
          {
            kind: 'stale',
            entry: 'rfc7009.2.2.ok',
            message: 'rfc7009.2.2.ok did not fail: remove the entry',
            at: { file: 'baseline.yaml', line: 9, column: 5 },
          },
        ],
      },
    },
    exchanges,
  )
  return run
}

const mixedLimitations = [
  limitation(),
  limitation({
    id: 'revocation',
    title: 'Tokens cannot be revoked',
    outcome: 'violated',
    because: 'After revocation the protected resource rejects the token, although it has not expired.',
    probes: [],
    rfc: 'deviation',
  }),
  limitation({
    id: 'introspection',
    title: 'Tokens cannot be introspected',
    outcome: 'inconclusive',
    grade: 'weak',
    because: 'The caller was not accepted, so the answer says nothing about the token.',
    probes: [{ probe: 'I3', outcome: 'inconclusive', rfc: 'ok', because: 'The garbage control was answered 401.' }],
    findings: ['Introspection needs a caller of its own: set introspectionClient in the target file.'],
  }),
]

const exchanges: readonly Exchange[] = [
  exchange(1, { owner: basic }),
  exchange(2, { owner: 'token/cache' }),
  exchange(3, {
    owner: 'introspect/garbage',
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:9400/introspect',
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body: {
        text: 'token=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjIn0.[access_token#3f2a]&client_secret=[client_secret#77aa]',
      },
      sentAt: '2025-03-01T10:00:00.200Z',
    },
  }),
]

/** What a hostile server may put into any text: terminal escapes, markup, the end of a CDATA section, endless lines. */
export const hostileText = `\u001b[31mred\u001b[0m\u0007\u0000\u009b2J ]]> <script>alert('1')</script> & "q" \u202eevil\u2028\ufffe\ud800 \r\n::error:: ${'x'.repeat(10_000)}`

/** The same text in every place that a server can reach. */
export function hostileRun(): FinishedRun {
  const evil = { expected: 'a JSON object', observed: hostileText, because: hostileText, hint: hostileText }
  const kinds = ['fail', 'warn', 'inconclusive', 'error', 'not-applicable'] as const
  const checks = kinds.map((kind) => check('a/b', kind, kind, evil))
  const probes = [{ probe: 'R1', outcome: 'violated', rfc: 'violation', because: `${hostileText}!` }] as const
  const run = finishedRun(
    {
      scenarios: [
        scenario('a/b', hostileText, checks),
        scenario('a/c', 'c', [], { verdict: 'inconclusive', because: hostileText }),
      ],
      target: { named: 'x', issuer: hostileText, endpoints: { token: hostileText }, capabilities: [] },
      limitations: [limitation({ outcome: 'violated', because: hostileText, probes, findings: [hostileText] })],
      deviations: [{ id: 'DD-1', treatment: 'accepted', reason: hostileText, seen: true }],
      notes: [hostileText],
      leftBehind: [hostileText],
      because: hostileText,
      conclusion: 'inconclusive',
    },
    [hostileExchange()],
  )
  // The error code of an answer may stand in a title.
  const findings = run.report.findings.map((finding) => ({ ...finding, title: hostileText }))
  return { ...run, report: { ...run.report, findings } }
}

function hostileExchange(): Exchange {
  const plain = exchange(1)
  return exchange(1, {
    owner: 'a/b',
    request: {
      ...plain.request,
      url: `http://127.0.0.1:9400/${hostileText}`,
      body: { text: hostileText.replaceAll('\0', '') },
    },
    response: {
      status: 200,
      headers: [['content-type', hostileText]],
      body: { text: hostileText },
      bytes: 10_100,
      receivedAt: '2025-03-01T10:00:00.103Z',
      durationMs: 3,
    },
  })
}

/** As many checks as an exhaustive run may have, each with an exchange of its own. */
export function largeRun(checks: number): FinishedRun {
  const list = Array.from({ length: checks }, (_, index) =>
    check('token/large', `c-${index}`, index % 9 === 0 ? 'fail' : 'pass', { exchange: index + 1 }),
  )
  const exchanges = list.map((_, index) => exchange(index + 1, { owner: 'token/large' }))
  return finishedRun({ scenarios: [scenario('token/large', 'A large run', list)] }, exchanges)
}

/** A server with sixty faults, among a thousand checks about twenty-five documents. */
export function sixtyFindings(): FinishedRun {
  const list = Array.from({ length: 1000 }, (_, index) =>
    check('token/large', `c-${index}`, index % 17 === 0 ? (index % 2 === 0 ? 'fail' : 'warn') : 'pass', {
      exchange: index + 1,
    }),
  )
  const run = finishedRun(
    { conclusion: 'nonconformant', scenarios: [scenario('token/large', 'A large run', list)] },
    list.map((_, index) => exchange(index + 1, { owner: 'token/large' })),
  )
  const requirements = run.report.requirements.map((each, index) => ({
    ...each,
    source: `RFC ${7000 + (index % 25)}`,
    section: '5.2, A.10',
  }))
  return { ...run, report: { ...run.report, requirements } }
}
