import { describe, expect, it } from 'vitest'
import { startReferenceServer } from '../reference-server/index.ts'
import { drive } from './drive.ts'
import { endingServers } from './testing/runs.ts'
import { driveInput, profile, scenario, step, target } from './testing/specs.ts'

const { ends } = endingServers()

/** Owner and step of everything that a run of one scenario sends. */
async function sentFor(steps: Parameters<typeof scenario>[1], more: Parameters<typeof scenario>[2] = {}) {
  const server = ends(await startReferenceServer({ mode: 'full' }))
  const input = driveInput(server.baseUrl, [scenario('one/only', steps, more)], {
    profile: profile({
      target: 'issuer',
      endpoints: {},
      clients: {
        confidential: {
          title: '',
          entry: true,
          attempts: [{ metadata: { grant_types: ['client_credentials'], response_types: [] }, after: 'first' }],
        },
      },
    }),
    target: target(server.issuer, { issuer: server.issuer }),
  })
  const { exchanges } = await drive(input)
  return exchanges.map(({ owner, step: name }) => `${owner} ${name.replace(/ [\w-]{36}$/u, '')}`)
}

const metadata = 'discovery metadata-inserted'
const registration = 'entry register confidential'

describe('a run asks a server only for what its rows need', () => {
  it('the document alone', async () => {
    expect(await sentFor([step('read', 'metadata')], { client: 'none' })).toEqual([metadata])
  })

  it('a client and a token, without a look at keys or a token before', async () => {
    expect(await sentFor([step('mint', 'token')])).toEqual([metadata, registration, 'one/only mint', 'clean-up delete'])
  })

  it('the keys where a signature is verified', async () => {
    const verified = step('mint', 'token', {
      expect: [{ name: 'a', requirement: 'x', at: { file: 'a', line: 1, column: 1 }, jwt: { signature: true } }],
    })
    expect(await sentFor([verified])).toContain('discovery jwks')
  })

  it('a first token where rows depend on what tokens are', async () => {
    expect(await sentFor([step('mint', 'token')], { needs: ['jwt_access_token'] })).toEqual([
      metadata,
      registration,
      'entry token confidential',
      'one/only mint',
      'clean-up delete',
    ])
  })

  it('a first client where rows depend on whether clients can be managed', async () => {
    const managed = step('read', 'read_client', { when: { capability: ['registration_management'] } })
    expect(await sentFor([managed])).toEqual([metadata, registration, 'one/only read', 'clean-up delete'])
  })
})
