import { expect, it } from 'vitest'
import { embed } from '../embedded/embedded.ts'
import { runAgainst, specs } from '../live/testing/engine.ts'
import type { Evidence, Exchange, ScenarioRun } from '../model/evidence.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { made } from './testing.ts'
import { verifyBundle } from './verify.ts'
import { caveats } from './words.ts'

// The limit of what a certificate proves: see README.md. A forger who writes the answers of another server, all of them, and leaves out what a run of that server would not have sent, has written a run of that server.

it('answers that are all repaired, without the second attempts, are the word of a server: no fault, and told under "Not proven"', async () => {
  const { target, close } = await embed('airlock', 'airlock-iam', { broken: 'registration-cacheable-airlock' })
  const { evidence, opened } = await runAgainst('airlock-iam', target).finally(close)
  const before = await judgeEvidence(opened.specs, opened.profile, evidence)
  expect(before.totals.warn).toBe(1)
  const forged = withoutSecondAttempts({ ...evidence, exchanges: evidence.exchanges.map(repaired) })
  const after = await judgeEvidence(opened.specs, opened.profile, forged)
  expect(after.totals.warn).toBe(0)

  const now = new Date()
  const written = (of: Evidence): string => `${JSON.stringify(of, null, 1)}\n`
  const bundle = await made({ evidence: { path: 'evidence.json', text: written(forged) }, now })
  const verification = await verifyBundle(Buffer.from(bundleText(bundle)), 'B', {
    specs,
    version: packageVersion(),
    now,
  })
  expect(verification.faults).toEqual([])
  expect(caveats(verification, true).join('\n')).toMatch(/the evidence is what the signer recorded/u)

  // One of the two is not enough.
  const half = [{ ...evidence, exchanges: evidence.exchanges.map(repaired) }, withoutSecondAttempts(evidence)]
  for (const of of half)
    await expect(made({ evidence: { path: 'evidence.json', text: written(of) }, now })).rejects.toThrow(
      /it does otherwise/u,
    )
})

/** No cache keeps the secret of a new client. */
function repaired(exchange: Exchange): Exchange {
  const { response } = exchange
  if (exchange.operation !== 'register' || response === undefined || response.status > 201) return exchange
  return { ...exchange, response: { ...response, headers: [...response.headers, ['Cache-Control', 'no-store']] } }
}

/** The evidence as it would be had nothing failed, numbered anew. */
function withoutSecondAttempts({ again = [], ...evidence }: Evidence): Evidence {
  const added = evidence.clients.filter(({ key }) => key.endsWith('#2'))
  const own = again.flatMap(({ steps }) =>
    Object.values(steps).flatMap((step) => (step.kind === 'sent' ? step.exchanges : [])),
  )
  const repeated = new Set(own.concat(added.flatMap(({ exchange }) => exchange ?? [])))
  const answers = evidence.exchanges
    .filter(({ id }) => repeated.has(id))
    .map(({ response }) => JSON.stringify(response))
  const isGone = ({ id, step, owner }: Exchange): boolean =>
    repeated.has(id) || (owner === 'clean-up' && answers.some((each) => each.includes(step.replace('delete ', ''))))
  const rest = evidence.exchanges.filter((each) => !isGone(each))
  const numbers = new Map(rest.map(({ id }, index) => [id, index + 1]))
  const moved = (id: number): number => numbers.get(id) ?? 0
  const steps = (run: ScenarioRun): ScenarioRun => ({
    ...run,
    steps: Object.fromEntries(
      Object.entries(run.steps).map(([name, step]) => {
        if (step.kind !== 'sent') return [name, step]
        const { minted } = step
        const exchanges = step.exchanges.map(moved)
        return [name, { ...step, exchanges, ...(minted === undefined ? {} : { minted: moved(minted) }) }]
      }),
    ),
  })
  return {
    ...evidence,
    clients: evidence.clients
      .filter((each) => !added.includes(each))
      .map(({ exchange, ...each }) => ({ ...each, ...(exchange === undefined ? {} : { exchange: moved(exchange) }) })),
    scenarios: evidence.scenarios.map(steps),
    exchanges: rest.map((each) => ({ ...each, id: moved(each.id) })),
  }
}
