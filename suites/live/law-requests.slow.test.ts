import { expect, it, onTestFinished } from 'vitest'
import { freedoms } from '../../fixtures/freedoms/index.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { rulesOf } from '../reference-server/rules.ts'
import { runAgainst, targetOf } from './testing/engine.ts'

// Whoever offers neither token exchange nor JWT grants pays nothing for them, and little for the faults that vulnerabilities were about.

/** Requests of what those checks have joined, as they were before. */
const before: Readonly<Record<string, number>> = {
  'registration/unlisted-grant': 3,
  'revocation/effect': 5,
  'token/refresh-token-grant': 2,
  entry: 5,
}

it('a server with none of these grants gets at most five requests more than before', async () => {
  const good = rulesOf('full')
  const plain = {
    ...good,
    grantsSupported: () => ['authorization_code', 'refresh_token', 'client_credentials'],
    dpopAlgorithms: () => [],
  }
  const secretsOnly = freedoms.find(({ id }) => id === 'authentication-basic-and-post') ?? expect.unreachable()
  const server = await startReferenceServer({ mode: 'full', rules: { ...plain, ...secretsOnly.rules(plain) } })
  onTestFinished(server.close)
  const target = targetOf({ issuer: server.issuer, scope: 'read write', parameters: { propagationSeconds: 0 } })
  const only = ['registration/unlisted-grant', 'revocation/effect', 'token/*', 'exchange/*', 'grant/*', 'assertion/*']
  const { evidence } = await runAgainst('rfc', target, { only })
  const sent = evidence.exchanges.map(({ owner }) => owner.replace(/\[.*$/u, ''))
  const of = (name: string): number => sent.filter((each) => each === name).length
  expect(sent.filter((each) => /^(exchange|grant|assertion)\//u.test(each))).toEqual([])
  const more = Object.entries(before).map(([name, number]) => of(name) - number)
  expect(more.reduce((sum, each) => sum + each, 0)).toBe(5)
})
