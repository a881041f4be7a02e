import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { makeKeyPair } from '../key-pairs/make-key-pair.ts'
import type { StaticClient } from '../model/target.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import type { Context, Rules } from '../reference-server/state.ts'
import { linesOf, runAgainst, targetOf } from './testing/engine.ts'

const server = await startReferenceServer({ mode: 'full' })
afterAll(() => server.close())

/** A client made by hand, as the user of a target file has one. */
async function makeClient(): Promise<StaticClient> {
  const { privateKey, publicKey } = await makeKeyPair('P-256')
  const answer = await fetch(`${server.issuer}/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [publicKey.export({ format: 'jwk' })] },
    }),
  })
  const information: unknown = await answer.json()
  const client_id =
    typeof information === 'object' && information !== null && 'client_id' in information
      ? String(information.client_id)
      : ''
  const private_key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return { client_id, token_endpoint_auth_method: 'private_key_jwt', private_key }
}

describe('clients of the target file that sign with a private key', async () => {
  const client = await makeClient()
  const secondClient = await makeClient()
  const target = targetOf({ issuer: server.issuer, client, secondClient })
  const { report, evidence } = await runAgainst('rfc', target, { only: ['assertion/*', 'token/response'] })
  const text = JSON.stringify(evidence)

  it('authenticate and are judged, in addition to clients that register', () => {
    expect(linesOf(report, 'fail', 'inconclusive', 'error')).toEqual([])
    const passed = linesOf(report, 'pass').join(' ')
    expect(passed).toContain('assertion/refused-claims:expired:exp-required')
    expect(passed).toContain('token/response')
    expect(passed).toContain('assertion/no-secret')
  })

  it('leave no private key and no signature in the evidence', () => {
    const secret = (client.private_key ?? '').split('\n')[1] ?? ''
    expect(secret.length).toBeGreaterThan(40)
    expect(text).not.toContain(secret)
    expect(text).toMatch(/client_assertion=[\w-]+\.[\w-]+\.\[assertion#[0-9a-f]+\]/u)
    expect(text).not.toMatch(/client_assertion=[\w-]+\.[\w-]+\.[\w-]{20}/u)
  })

  it('repeat an assertion under the same tag', () => {
    const row = evidence.scenarios.find(({ scenario }) => scenario === 'assertion/accepted')
    const tagOf = (step: string): string => {
      const taken = row?.steps[step]
      const id = taken?.kind === 'sent' ? taken.exchanges.at(-1) : undefined
      const body = evidence.exchanges.find((each) => each.id === id)?.request.body
      return /\[assertion#[0-9a-f]+\]/u.exec(body !== undefined && 'text' in body ? body.text : '')?.[0] ?? step
    }
    expect(tagOf('replayed')).toBe(tagOf('granted'))
  })

  it('address the issuer, which the server was seen to accept', () => {
    expect(evidence.facts.audience).toBe(server.issuer)
  })
})

describe('audience and typ are learnt together', () => {
  const typed = 'client-authentication+jwt'
  const endpoint = ({ state }: Context): string => `${state.baseUrl}${state.paths.token}`

  it.each<readonly [string, Partial<Rules>, string, string | undefined]>([
    ['nothing else', {}, 'issuer', typed],
    ['no typ', { typFits: ({ typ }) => typ === undefined }, 'issuer', undefined],
    ['the token endpoint only', { audienceFits: (context, { aud }) => aud === endpoint(context) }, 'token', typed],
    [
      'the token endpoint and no typ',
      { audienceFits: (context, { aud }) => aud === endpoint(context), typFits: ({ typ }) => typ === undefined },
      'token',
      undefined,
    ],
  ])('a server that takes %s', async (_says, rules, audience, typ) => {
    const other = await startReferenceServer({ mode: 'full', rules })
    onTestFinished(() => other.close())
    const { evidence } = await runAgainst('rfc', targetOf({ issuer: other.issuer }), { only: ['assertion/accepted'] })
    const { facts } = evidence
    expect(facts.audience).toBe(audience === 'issuer' ? other.issuer : facts.endpoints.token?.url)
    expect(facts.assertionTyp).toBe(typ)
  })
})
