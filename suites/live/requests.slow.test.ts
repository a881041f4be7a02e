import { describe, expect, it } from 'vitest'
import { smartTarget } from '../embedded/embedded.ts'
import type { Exchange } from '../model/evidence.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import type { Incoming } from '../reference-server/wire/incoming.ts'
import { airlockTarget, runAgainst, specs, targetOf } from './testing/engine.ts'
import { faultsOf, type Received } from './testing/request-grammar.ts'

// A server that answers a wrong request of ours wrongly is not to blame. So what arrives at the reference server is compared with the grammar of the
// RFCs, for every request that a correct server has to accept: registrations, controls, and steps of conformance scenarios that spoil nothing.

/** Runs a profile one request at a time, and joins what was recorded (secrets redacted) with what arrived (secrets as sent). */
async function requestsOf(profileId: string): Promise<readonly Received[]> {
  const arrived: Incoming[] = []
  const isAirlock = specs.profiles[profileId]?.target === 'base-url'
  const isSmart = profileId === 'smart-backend'
  const server = await startReferenceServer({
    mode: isAirlock ? 'airlock' : isSmart ? 'smart' : 'full',
    rules: {
      intercept: (_context, _endpoint, incoming) => {
        arrived.push(incoming)
        return undefined
      },
    },
  })
  const more = { limits: { concurrency: 1 }, parameters: { propagationSeconds: 0 } }
  const full = isSmart
    ? await smartTarget(server, false, false)
    : targetOf({ issuer: server.issuer, scope: 'read write' })
  const target = { ...(isAirlock ? airlockTarget(server.baseUrl, { resource: true }) : full), ...more }
  const { evidence } = await runAgainst(profileId, target).finally(() => server.close())
  const known = evidence.exchanges.filter(({ response }) => response !== undefined && response.status !== 404)
  return pair(known, arrived)
}

/** In the order sent; requests to addresses that nobody serves did not arrive at an endpoint. */
function pair(exchanges: readonly Exchange[], arrived: readonly Incoming[]): readonly Received[] {
  const rest = [...arrived]
  return exchanges.flatMap((exchange) => {
    const url = new URL(exchange.request.url)
    const place = rest.findIndex(
      (incoming) => incoming.method === exchange.request.method && incoming.url.pathname === url.pathname,
    )
    const incoming = place === -1 ? undefined : rest.splice(place, 1)[0]
    return incoming === undefined ? [] : [{ exchange, incoming }]
  })
}

/** Whether nothing about the request is wrong on purpose. */
function isPositive({ owner, step }: Exchange): boolean {
  if (['discovery', 'clients', 'entry', 'clean-up'].includes(owner)) return true
  const id = owner.replace(/\[.*$/u, '')
  const scenario = specs.scenarios[id] ?? specs.limitations[id.replace('limitations/', '')]?.scenario
  const found = scenario?.steps.find((each) => each.id === step)
  if (found === undefined || scenario === undefined) return false
  const { body, http_method, auth } = found.request
  const spoilt = body !== undefined || http_method !== undefined || auth === 'none' || auth?.defect !== undefined
  return found.control || (scenario.kind === 'conformance' && !spoilt)
}

describe.each(Object.keys(specs.profiles))('requests that %s sends and a correct server accepts', async (profileId) => {
  const seen = await requestsOf(profileId)
  const positive = seen.filter(({ exchange }) => isPositive(exchange))

  it('are there, of the operations that every profile needs', () => {
    const operations = new Set(positive.map(({ exchange }) => exchange.operation))
    expect([...operations]).toEqual(expect.arrayContaining(['metadata', 'register', 'token']))
    if (profileId === 'rfc')
      expect([...operations]).toEqual(expect.arrayContaining(['introspect', 'revoke', 'update_client']))
    expect(positive.length).toBeGreaterThan(profileId === 'rfc' ? 100 : 10)
  })

  it('conform to the grammar of the RFCs', () => {
    const faults = positive.flatMap((each) =>
      faultsOf(each).map((fault) => `${each.exchange.owner}:${each.exchange.step}: ${fault}`),
    )
    expect(faults).toEqual([])
  })
})
