import { expect, it } from 'vitest'
import type { Fetch } from '../../model/evidence.ts'
import { drive } from '../drive.ts'
import { endingServers } from '../testing/runs.ts'
import { driveInput, scenario, step } from '../testing/specs.ts'

const { start } = endingServers()

const uriIn = (body: string): string => String(JSON.parse(body).jwks_uri)

/** A server that reads what a client registers, with its own credentials. */
const reading = (after: number, headers: Record<string, string>) =>
  start(({ path, body }) => {
    if (path === '/register' && body.includes('jwks_uri')) {
      const uri = uriIn(body)
      setTimeout(() => void fetch(uri, { headers }).catch(() => undefined), after)
    }
    return undefined
  })

const hosting = scenario(
  'hosted/keys',
  [
    step('registered', 'register', {
      request: { json: { jwks_uri: '$hosted.keys' } },
      expect: [{ fetched: { id: 'keys' }, requirement: 'a', name: 'a', at: { file: 'x', line: 1, column: 1 } }],
    }),
    step('changed', 'register', {
      serve: [{ id: 'keys', status: 404 }],
      request: { json: { jwks_uri: '$hosted.keys' } },
    }),
  ],
  { fresh: true, host: [{ id: 'keys', jwks: ['$key.auth'] }] },
)

it('what the server fetches is evidence, also when it comes after the answer, and holds no secret', async () => {
  const server = await reading(300, { Authorization: 'Bearer secret-of-the-server', Cookie: 'session=very-secret' })
  const evidence = await drive(driveInput(server.url, [hosting]))
  const fetches: readonly Fetch[] = evidence.scenarios[0]?.fetches ?? []
  expect(fetches[0]).toMatchObject({ document: 'keys', step: 'registered', ended: 'complete' })
  expect(fetches[0]?.headers.map(([name]) => name)).toEqual(expect.arrayContaining(['Authorization', 'Cookie']))
  expect(JSON.stringify(evidence)).not.toMatch(/secret-of-the-server|very-secret/u)
})

it('a row without documents has none', async () => {
  const evidence = await drive(driveInput((await start()).url, [scenario('a', [step('mint', 'token')])]))
  expect(evidence.scenarios[0]).not.toHaveProperty('fetches')
  expect(evidence).not.toHaveProperty('strays')
})
