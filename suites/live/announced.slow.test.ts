import { describe, expect, it } from 'vitest'
import { startOidcProvider } from '../../fixtures/peers/oidc-provider/start.ts'
import { smartTarget } from '../embedded/embedded.ts'
import type { Target } from '../model/target.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { findProfile } from '../run/open-target.ts'
import { runProfile } from '../run/run-profile.ts'
import { airlockTarget, patient, specs, targetOf } from './testing/engine.ts'

/** How many requests a run announces, and how many it sends. */
async function requestsOf(profile: string, target: Target, readsKeys = true) {
  const opened = { ...(await findProfile(profile, specs)), target, ephemeral: false, close: async () => {} }
  let announced = 0
  const planned = ({ requests }: { requests: number }): void => {
    announced = requests
  }
  // What fails is run once more: nobody knows before what that will be.
  // Whether a server reads the keys that a run serves, such as from this machine, only the run itself shows.
  const choices = { only: [], skip: readsKeys ? [] : ['hosted/*'], timeout: patient, seed: 7, confirm: false }
  const { exchanges } = await runProfile(opened, choices, new AbortController().signal, { planned })
  return { announced, sent: exchanges.length }
}

function expectNear({ announced, sent }: Awaited<ReturnType<typeof requestsOf>>): void {
  expect(sent).toBeGreaterThan(20)
  expect(Math.abs(announced - sent) / sent, `${announced} announced, ${sent} sent`).toBeLessThanOrEqual(0.1)
}

// The conditions of a run depend on what a server answers; on a right one the number before the run is near what comes.
describe('a run announces the requests that it sends, to 10 %', () => {
  it.each(Object.values(specs.profiles))('$id', async ({ id, target: kind }) => {
    const isAirlock = kind === 'base-url' || id === 'unstored-tokens'
    const isSmart = id === 'smart-backend'
    const full = { mode: isSmart ? 'smart' : 'full', profile: id } as const
    const server = await startReferenceServer(isAirlock ? { mode: 'airlock' } : full)
    const known = isSmart
      ? await smartTarget(server, false, false)
      : targetOf({ issuer: server.issuer, scope: 'read write' })
    const target = isAirlock ? airlockTarget(server.baseUrl, { resource: true }) : known
    const named = id === 'unstored-tokens' ? { ...target, issuer: server.issuer } : target
    // OpenID Connect takes no jwks_uri that is not https.
    expectNear(await requestsOf(id, named, id !== 'oidc').finally(server.close))
  })

  it.each(['jwt', 'opaque'] as const)('rfc, of oidc-provider with %s access tokens', async (format) => {
    const peer = await startOidcProvider(format)
    expectNear(await requestsOf('rfc', targetOf({ issuer: peer.issuer, scope: 'read' }), false).finally(peer.close))
  })
})
