import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { freedoms } from '../../fixtures/freedoms/index.ts'
import { plainMutants } from '../../fixtures/mutants/tls/plain.ts'
import { embed } from '../embedded/embedded.ts'
import type { Target } from '../model/target.ts'
import { runAgainst } from './testing/engine.ts'
import { onFreedoms } from './testing/freedom-runs.ts'

const only = ['tls/plain-*']

type Ran = Pick<Awaited<ReturnType<typeof runAgainst>>, 'report'>

/** Verdicts of the checks that applied, by step and name. */
const verdictsOf = ({ report }: Ran): readonly string[] =>
  report.scenarios
    .flatMap(({ checks }) => checks)
    .filter(({ verdict }) => verdict !== 'not-applicable')
    .map(({ id, verdict }) => `${id.replace(/^tls\/plain-/u, '')} ${verdict}`)

async function on(broken: string | undefined, change: (target: Target) => Target = (target) => target) {
  const { target, close } = await embed('full', 'rfc', { https: true, ...(broken === undefined ? {} : { broken }) })
  try {
    return await runAgainst('rfc', change(target), { only })
  } finally {
    await close()
  }
}

it('the reference server redirects to TLS, and no secret is sent there', async () => {
  const ran = await on(undefined)
  expect(verdictsOf(ran)).toEqual(['http:plain:other-words pass'])
  const plain = ran.evidence.exchanges.filter(({ request }) => request.url.startsWith('http:'))
  expect(plain.length).toBe(2)
  for (const { request } of plain) {
    expect(request.headers.map(([name]) => name.toLowerCase())).not.toContain('authorization')
    expect(JSON.stringify(request.body)).toMatch(/"grant_type=urn%3Agrantcheck%3Amade-up"|client_id=grantcheck-nobody/u)
  }
})

it.each([
  ['plain-http-served', ['http:plain:other-words fail']],
  ['plain-http-served-grant-first', ['http:plain_other:other-words fail']],
  ['plain-http-served-with-ids', ['http:plain_other:other-code fail']],
  ['plain-http-token-for-anybody', ['http:plain:other-words pass', 'http:plain:no-token fail']],
  [
    'plain-http-hsts',
    [
      'hsts:plain:not-over-http fail',
      'hsts:plain:permanent pass',
      'hsts:plain:to-https pass',
      'http:plain:other-words pass',
    ],
  ],
  [
    'plain-http-document-served',
    ['hsts:plain:not-over-http pass', 'hsts:plain:permanent warn', 'http:plain:other-words pass'],
  ],
  [
    'plain-http-redirect-for-now',
    ['hsts:plain:not-over-http pass', 'hsts:plain:permanent warn', 'http:plain:other-words pass'],
  ],
  [
    'plain-http-redirect-without-tls',
    [
      'hsts:plain:not-over-http pass',
      'hsts:plain:permanent pass',
      'hsts:plain:to-https warn',
      'http:plain:other-words pass',
    ],
  ],
])('%s', async (id, verdicts) => {
  expect(plainMutants.map((mutant) => mutant.id)).toContain(id)
  expect(verdictsOf(await on(id))).toEqual(verdicts)
})

it.each([
  ['plain-http-closed', []],
  [
    'plain-http-redirect-308',
    [
      'hsts:plain:not-over-http pass',
      'hsts:plain:permanent pass',
      'hsts:plain:to-https pass',
      'http:plain:other-words pass',
    ],
  ],
  ['plain-http-403', ['http:plain:other-words pass']],
  ['plain-http-invalid-client', ['http:plain_other:other-words pass']],
  ['plain-http-404', ['hsts:plain:not-over-http pass', 'hsts:plain:permanent warn', 'http:plain:other-words pass']],
])('right in another way: %s', async (id, verdicts) => {
  const taken = freedoms.filter((freedom) => freedom.id === id)
  expect(taken.length).toBe(1)
  expect(verdictsOf({ report: await onFreedoms(taken, only) })).toEqual(verdicts)
})

it('without the entry no request goes out without TLS, and one line says what to write', async () => {
  const ran = await on(undefined, ({ plainHttp: _, ...others }) => others)
  expect(verdictsOf(ran)).toEqual([])
  expect(ran.evidence.exchanges.filter(({ request }) => request.url.startsWith('http:'))).toEqual([])
  expect(ran.report.notes.filter((note) => note.startsWith('not judged'))).toEqual([
    'not judged: 2 scenario rows about what is served without TLS: the target file does not say where the host answers plain HTTP: plainHttp: http://127.0.0.1',
  ])
})

it('a port that hangs up on everybody decides nothing', async () => {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  try {
    const ran = await on(undefined, (target) => ({ ...target, plainHttp: `http://127.0.0.1:${port}` }))
    expect(verdictsOf(ran).filter((verdict) => !verdict.endsWith(' inconclusive'))).toEqual([])
  } finally {
    server.close()
  }
})
