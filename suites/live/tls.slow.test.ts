import { createServer } from 'node:tls'
import { expect, it } from 'vitest'
import { embed } from '../embedded/embedded.ts'
import { selfSigned } from '../reference-server/tls/certificates.ts'
import { runAgainst, runEmbedded, targetOf } from './testing/engine.ts'

const only = ['tls/*']

/** Verdicts of the checks, by scenario, step and name. */
const verdictsOf = ({ report }: Awaited<ReturnType<typeof runEmbedded>>): ReadonlyMap<string, string> =>
  new Map(report.scenarios.flatMap(({ checks }) => checks.map(({ id, verdict }) => [id, verdict] as const)))

it('the reference server passes every row about TLS, with at most 25 connections', async () => {
  const ran = await runEmbedded('rfc', { https: true, only })
  const others = [...verdictsOf(ran)].filter(([, verdict]) => verdict !== 'pass').map(([id]) => id)
  const unseen = [
    'tls/certificate:target:rsa-2048',
    'tls/hsts:answers:one-field',
    // It sends no Strict-Transport-Security, and refuses all unknown clients in the same words.
    'tls/plain-hsts:plain:not-over-http',
    'tls/plain-hsts:plain:permanent',
    'tls/plain-hsts:plain:to-https',
    'tls/plain-http:plain_other:other-words',
    'tls/plain-http:plain_other:other-code',
    'tls/plain-http:plain:no-token',
    'tls/suites:preference:gcm-preferred',
  ]
  expect(others).toEqual(unseen)
  const looks = ran.evidence.exchanges.filter(({ operation }) => operation === 'tls')
  expect(looks.length).toBeLessThanOrEqual(25)
  expect(looks.length).toBeGreaterThan(15)
})

it('says that TLS is not applicable where a server is reached by http', async () => {
  const ran = await runEmbedded('rfc', { only })
  expect([...new Set(verdictsOf(ran).values())]).toEqual(['not-applicable'])
  expect(ran.evidence.exchanges.some(({ operation }) => operation === 'tls')).toBe(false)
})

it('a server that takes TLS 1.0 is seen to, though the TLS client of Node would refuse it by itself', async () => {
  const { target, close } = await embed('full', 'rfc', { broken: 'tls-old-library' })
  try {
    const verdicts = verdictsOf(await runAgainst('rfc', target, { only: ['tls/versions'] }))
    expect(verdicts.get('tls/versions:tls10:obsolete-tls')).toBe('fail')
    expect(verdicts.get('tls/versions:tls11:obsolete-tls')).toBe('fail')
    expect(verdicts.get('tls/versions:ssl3:obsolete-tls')).toBe('pass')
  } finally {
    await close()
  }
})

it('a run that ends at the certificate says in a row what is wrong with it, and decides nothing else', async () => {
  const { target, close } = await embed('full', 'rfc', { broken: 'tls-certificate-expired' })
  try {
    const ran = await runAgainst('rfc', target)
    const decided = [...verdictsOf(ran)].filter(
      ([, verdict]) => verdict !== 'inconclusive' && verdict !== 'not-applicable',
    )
    expect(decided).toEqual([
      ['tls/certificate:target:certificate-name', 'pass'],
      ['tls/certificate:target:certificate-time', 'fail'],
      ['tls/certificate:target:no-sha1-md5', 'pass'],
    ])
    expect(ran.report.conclusion).toBe('nonconformant')
  } finally {
    await close()
  }
})

it('a server that hangs up on everybody passes nothing', async () => {
  const { key, cert } = await selfSigned()
  const server = createServer({ key, cert }, (socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  try {
    const ran = await runAgainst('rfc', targetOf({ issuer: `https://127.0.0.1:${port}`, tls: { ca: cert } }), { only })
    expect([...verdictsOf(ran).values()].filter((verdict) => verdict === 'pass')).toEqual([])
  } finally {
    server.close()
  }
})
