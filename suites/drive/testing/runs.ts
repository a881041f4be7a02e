import { afterEach } from 'vitest'
import type { Evidence, Exchange } from '../../model/evidence.ts'
import { type LittleServer, littleServer } from './little-server.ts'
import { scenario, step } from './specs.ts'

/** Servers that end with the test that started them. To be called once in each test file. */
export function endingServers() {
  const servers: { close(): Promise<void> }[] = []
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })
  const ends = <T extends { close(): Promise<void> }>(server: T): T => {
    servers.push(server)
    return server
  }
  const start = async (answer?: Parameters<typeof littleServer>[0]): Promise<LittleServer> =>
    ends(await littleServer(answer))
  return { ends, start }
}

/** Who asked what, and the status of the answer, in order. */
export const asked = ({ exchanges }: Evidence): (readonly [string, Exchange['operation'], number | undefined])[] =>
  exchanges.map(({ owner, operation, response }) => [owner, operation, response?.status])

/** Uses the client that all share. */
export const ordinary = scenario('token/ordinary', [
  step('registered', 'register'),
  step('mint', 'token'),
  step('look', 'introspect', { request: { params: { token: '$steps.mint.body#/access_token' } } }),
])

/** Has two clients of its own. */
export const endangering = scenario('token/fresh', [step('registered', 'register'), step('mint', 'token')], {
  fresh: true,
  second: 'confidential',
})
