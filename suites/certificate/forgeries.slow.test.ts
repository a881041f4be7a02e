import { describe, expect, it } from 'vitest'
import { embed } from '../embedded/embedded.ts'
import { runAgainst, specs } from '../live/testing/engine.ts'
import { InputError } from '../model/errors.ts'
import type { Evidence, Exchange, ScenarioRun } from '../model/evidence.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { bundle, faultsOf, made, now, signedAgain, text, withFile } from './testing.ts'
import { verifyBundle } from './verify.ts'
import { caveats, declaredAway, summary } from './words.ts'

// A vendor who edits the evidence, and signs and judges it anew with the tool itself. What a run cannot have written is refused by name, by certify and by verify.

type Change = (evidence: Evidence) => object

const evidence: Evidence = JSON.parse(text)
const written = (change: Change): string => `${JSON.stringify(change(structuredClone(evidence)), null, 1)}\n`

/** The evidence with one exchange changed: the first one that is chosen. */
const exchange =
  (chosen: (each: Exchange) => boolean, change: (each: Exchange) => object): Change =>
  (of) => {
    const first = of.exchanges.find(chosen)
    return { ...of, exchanges: of.exchanges.map((each) => (each === first ? change(each) : each)) }
  }
const capability =
  (name: string, fact: object): Change =>
  (of) => ({ ...of, facts: { ...of.facts, capabilities: { ...of.facts.capabilities, [name]: fact } } })
const timed = (change: (time: string) => string): Change => {
  return (of) => ({
    ...of,
    exchanges: of.exchanges.map((each) => ({
      ...each,
      request: { ...each.request, sentAt: change(each.request.sentAt) },
    })),
  })
}
const later = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString()

const ofRow = ({ owner }: Exchange): boolean => owner.includes('/')
const answered = ({ response }: Exchange): boolean => response !== undefined
const posted = (each: Exchange): boolean => ofRow(each) && answered(each) && each.request.method === 'POST'
/** A step of its own that the first such row sent, replaced. */
const stepped =
  (step: object): Change =>
  (of) => {
    const row = of.scenarios.find((run) => firstOwn(of, run).length > 0)
    const [name = ''] = firstOwn(of, row)
    return {
      ...of,
      scenarios: of.scenarios.map((run) => (run === row ? { ...run, steps: { ...run.steps, [name]: step } } : run)),
    }
  }
const moved = (origin: string): Change =>
  exchange(posted, (each) => ({
    ...each,
    request: { ...each.request, url: `${origin}${new URL(each.request.url).pathname}` },
  }))
const header = (each: Exchange, name: string, value: string): object => ({
  ...each,
  response: {
    ...each.response,
    headers: (each.response?.headers ?? []).map(([key, old]) => [key, key.toLowerCase() === name ? value : old]),
  },
})

const forgeries: readonly (readonly [string, Change, RegExp])[] = [
  [
    'a failing step is marked as skipped',
    stepped({ kind: 'skipped', because: 'not needed' }),
    /whose condition holds|counts for no row/u,
  ],
  [
    '… for a reason of another step',
    stepped({
      kind: 'skipped',
      because: 'the client information response has no usable registration_client_uri',
    }),
    /whose condition holds|counts for no row/u,
  ],
  [
    '… since the endpoint is said to be absent',
    stepped({ kind: 'skipped', because: 'the target has no token endpoint' }),
    /whose condition holds|counts for no row/u,
  ],
  ['… and marked as blocked', stepped({ kind: 'blocked', because: 'interrupted' }), /counts for no row/u],
  [
    'a step points at an exchange of another row',
    (of) => pointed(of, (own, others) => [others ?? own]),
    /which was sent for|counts for no row/u,
  ],
  ['a step points at an exchange that is not there', (of) => pointed(of, () => [999_999]), /which is not there/u],
  [
    'a step has the exchange of another one in addition',
    (of) => pointed(of, (own, others) => [others ?? own, own]),
    /which was sent for/u,
  ],
  ['an exchange counts twice', (of) => pointed(of, (own) => [own, own]), /counts twice/u],
  [
    'an exchange is taken out',
    (of) => ({ ...of, exchanges: of.exchanges.filter((each) => each !== of.exchanges.find(posted)) }),
    /has to be/u,
  ],
  [
    'an exchange is there twice',
    (of) => ({ ...of, exchanges: [...of.exchanges, ...of.exchanges.slice(-1)] }),
    /stands where/u,
  ],
  [
    'an exchange is added',
    (of) => ({ ...of, exchanges: [...of.exchanges, { ...of.exchanges.find(posted), id: of.exchanges.length + 1 }] }),
    /counts for no row|which was sent before|before the one in front/u,
  ],
  [
    'two exchanges change places',
    (of) => ({ ...of, exchanges: [...of.exchanges.slice(0, -2), ...of.exchanges.slice(-2).reverse()] }),
    /stands where/u,
  ],
  [
    'an exchange gets another owner',
    exchange(posted, (each) => ({ ...each, owner: 'token/other-row' })),
    /which was sent for|counts for no row/u,
  ],
  ['an exchange gets another step', exchange(posted, (each) => ({ ...each, step: 'another' })), /which was sent for/u],
  [
    'the run is of 1999',
    (of) => ({ ...of, run: { ...of.run, startedAt: '1999-01-01T00:00:00.000Z' } }),
    /was sent at/u,
  ],
  [
    'the run is of 2036',
    (of) => ({ ...of, run: { ...of.run, startedAt: '2036-01-01T00:00:00.000Z' } }),
    /was sent at|in the future/u,
  ],
  [
    'the run and its requests are a year younger',
    (of) => ({
      ...Object(timed((time) => later(time, -31_536_000_000))(of)),
      run: { ...of.run, startedAt: later(of.run.startedAt, -31_536_000_000) },
    }),
    /took .* by its times|is .* s from when they came/u,
  ],
  [
    'the run takes no time',
    (of) => ({ ...of, run: { ...of.run, startedAt: later(of.run.startedAt, 60_000), durationMs: 0 } }),
    /was sent at|in the future/u,
  ],
  [
    'one request is of another day',
    exchange(posted, (each) => ({
      ...each,
      request: { ...each.request, sentAt: later(each.request.sentAt, 86_400_000) },
    })),
    /was sent at/u,
  ],
  [
    'one answer came before its request',
    exchange(posted, (each) => ({
      ...each,
      response: { ...each.response, receivedAt: later(each.request.sentAt, -60_000) },
    })),
    /by its times/u,
  ],
  [
    'one answer took another time',
    exchange(posted, (each) => ({ ...each, response: { ...each.response, durationMs: 123_456 } })),
    /by its duration/u,
  ],
  [
    'an answer is of another day by its Date',
    exchange(posted, (each) => header(each, 'date', 'Mon, 01 Jan 2024 00:00:00 GMT')),
    /the clock of the server/u,
  ],
  ['a request goes to another host', moved('https://other.example'), /not a place of this server/u],
  ['a request goes to another port', moved('http://127.0.0.1:9'), /not a place of this server/u],
  [
    'an exchange of another server is put in',
    exchange(posted, (each) => ({
      ...each,
      request: { ...each.request, url: 'https://good.example/token', sentAt: each.request.sentAt },
    })),
    /not a place of this server/u,
  ],
  ['a capability of the metadata is turned', (of) => turned(of), /the document says|contrary of its reason/u],
  [
    'a capability is said to be absent from the metadata',
    capability('client_secret_basic', {
      offered: false,
      because: 'token_endpoint_auth_methods_supported does not list client_secret_basic',
    }),
    /and the document says|contrary of its reason/u,
  ],
  [
    'introspection is said to be absent',
    capability('introspection', {
      offered: false,
      because: 'neither the metadata document nor the target file names a introspection endpoint',
    }),
    /contrary of its reason/u,
  ],
  [
    'revocation is said to be absent',
    capability('revocation', { offered: false, because: 'no source names a revocation endpoint' }),
    /contrary of its reason/u,
  ],
  [
    'an endpoint is another one than the document names',
    (of) => ({
      ...of,
      facts: {
        ...of.facts,
        endpoints: {
          ...of.facts.endpoints,
          token: { ...of.facts.endpoints.token, url: 'https://other.example/token', from: 'metadata' },
        },
      },
    }),
    /the token endpoint is|not a place of this server/u,
  ],
  [
    'an endpoint of the document is left out',
    (of) => ({ ...of, facts: { ...of.facts, endpoints: without(of.facts.endpoints, 'jwks') } }),
    /names .* as jwks_uri|contrary of its reason|whose condition holds/u,
  ],
  [
    'what is attested of a secret is left out',
    (of) => ({
      ...of,
      secrets: without(of.secrets, Object.keys(of.secrets).find((key) => key.startsWith('client')) ?? ''),
    }),
    /an exchange shows \[client_secret#[0-9a-f]+\], and "secrets" has no entry for it/u,
  ],
  [
    'a client has another identifier',
    (of) => ({
      ...of,
      clients: of.clients.map((each) => (each.configured ? each : { ...each, client_id: 'somebody-else' })),
    }),
    /does not say/u,
  ],
  [
    'a client was registered by another exchange',
    (of) => ({
      ...of,
      clients: of.clients.map((each) =>
        each.configured ? each : { ...each, exchange: of.exchanges.find(posted)?.id },
      ),
    }),
    /was not registered by|does not say/u,
  ],
]

describe('forged evidence', () => {
  it.each(forgeries)('%s', async (_, change, says) => {
    const forged = written(change)
    const refused = await made({ evidence: { path: 'evidence.json', text: forged } }).then(
      () => 'certified',
      (error: unknown) => (error instanceof InputError ? error.message : String(error)),
    )
    expect(refused).toMatch(says)
    const faults = await faultsOf(signedAgain(withFile('evidence.json', () => forged)))
    expect(faults).toContain('evidence-contradicts-itself')
  })

  it('a client_id that its JSON text escapes is the same', async () => {
    const escaped = written(
      exchange(
        ({ operation }) => operation === 'register',
        (each) => {
          const text = each.response !== undefined && 'text' in each.response.body ? each.response.body.text : ''
          const body = text.replace(/("client_id":\s*")(.)/u, (_all, before, first) => {
            return `${before}\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}`
          })
          expect(body).not.toBe(text)
          return { ...each, response: { ...each.response, body: { text: body } } }
        },
      ),
    )
    await expect(made({ evidence: { path: 'evidence.json', text: escaped } })).resolves.toBeDefined()
  })

  it('what the run wrote is certified, and verifies', async () => expect(await faultsOf(bundle)).toEqual([]))
})

describe('what the target file declares away', () => {
  const withoutIntrospection = async (): Promise<string> => {
    const { target, close } = await embed('airlock', 'airlock-iam')
    const reduced = { ...target, capabilities: { ...target.capabilities, remove: ['introspection' as const] } }
    const { evidence: of } = await runAgainst('airlock-iam', reduced).finally(close)
    return `${JSON.stringify(of, null, 1)}\n`
  }

  it('is told, and is no certificate of a conformant server', async () => {
    const text = await withoutIntrospection()
    const later = new Date()
    const reduced = await made({ evidence: { path: 'evidence.json', text }, now: later })
    const verification = await verifyBundle(Buffer.from(bundleText(reduced)), 'B', {
      specs,
      version: packageVersion(),
      now: later,
    })
    expect(verification.faults).toEqual([])
    expect(summary(verification)).toContainEqual(['removed', 'the target file removes introspection'])
    expect(caveats(verification, true)).toContain('What the target file removes: it was not judged.')
    expect(declaredAway(verification)).toMatch(/removes introspection, which the metadata of the server advertises/u)
  })

  it('is nothing where the target file removes nothing', async () => {
    const verification = await verifyBundle(Buffer.from(bundleText(bundle)), 'B', {
      specs,
      version: packageVersion(),
      now,
    })
    expect(declaredAway(verification)).toBeUndefined()
    expect(summary(verification).map(([name]) => name)).not.toContain('removed')
  })
})

function pointed(of: Evidence, change: (own: number, others: number | undefined) => readonly number[]): object {
  const rows = of.scenarios.filter(({ steps }) =>
    Object.values(steps).some((step) => step.kind === 'sent' && isOwn(of, step.exchanges.at(-1))),
  )
  const [row, other] = rows
  const [name = '', own = 0] = firstOwn(of, row)
  const [, others] = firstOwn(of, other)
  return {
    ...of,
    scenarios: of.scenarios.map((run) =>
      run === row ? { ...run, steps: { ...run.steps, [name]: { kind: 'sent', exchanges: change(own, others) } } } : run,
    ),
  }
}

const isOwn = (of: Evidence, id: number | undefined): boolean =>
  of.exchanges.some((each) => each.id === id && each.owner.includes('/'))

function firstOwn(of: Evidence, run: ScenarioRun | undefined): readonly [string, number] | readonly [] {
  for (const [name, step] of Object.entries(run?.steps ?? {})) {
    const id = step.kind === 'sent' ? step.exchanges.at(-1) : undefined
    if (id !== undefined && isOwn(of, id)) return [name, id]
  }
  return []
}

function turned(of: Evidence): object {
  const [name = '', fact] =
    Object.entries(of.facts.capabilities).find(([, each]) => each.because.includes('_supported lists')) ?? []
  return capability(name, { ...fact, offered: false })(of)
}

const without = (of: object, name: string): object =>
  Object.fromEntries(Object.entries(of).filter(([each]) => each !== name))
