import { faker } from '@faker-js/faker/locale/en'
import { expect, it } from 'vitest'
import { createAssembler, type WholeRun } from '../drive/assemble.ts'
import { conduct } from '../drive/conduct.ts'
import type { DriveInput } from '../drive/drive-input.ts'
import { createHosting } from '../drive/hosting/hosting.ts'
import { wallClock } from '../drive/http/clock.ts'
import { rateLimiter } from '../drive/http/rate.ts'
import { createRecorder } from '../drive/http/recorder.ts'
import { openTransport } from '../drive/http/transport.ts'
import { createKeyRing } from '../drive/keys/key-ring.ts'
import { notifier } from '../drive/notify.ts'
import { secretCollector } from '../drive/redact/collect.ts'
import { base64Forms } from '../drive/redact/encodings.ts'
import { redactExchange } from '../drive/redact/redact-exchange.ts'
import { redactorsOf } from '../drive/redact/redact-text.ts'
import { createVault } from '../drive/redact/vault.ts'
import { suppliesOf } from '../embedded/embedded.ts'
import type { Exchange } from '../model/evidence.ts'
import type { Target } from '../model/target.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import { judgeEvidence } from '../run/judge-evidence.ts'
import { findProfile } from '../run/open-target.ts'
import { specs, targetOf } from './testing/engine.ts'

const kinds = ['client', 'secondClient', 'introspectionClient', 'initialAccessToken', 'refreshToken', 'header'] as const
type Secrets = Readonly<Record<(typeof kinds)[number], string>>

/** Words that texts, ids and members of a run hold come first. */
const words = [
  ...'client invalid wrong response other document default unknown refused introspection revocation token access refresh error scope active true'.split(
    ' ',
  ),
  ...faker.definitions.word.noun.filter((word) => /^[a-z]+$/u.test(word)),
].slice(0, 200)
const short = Array.from(
  { length: 50 },
  (_, index) =>
    ['a', '1', 'ok', 'as', '401', 'id', 'jwt', 'RS256', '200', 'POST'][index] ??
    faker.string.alphanumeric({ length: { min: 1, max: 7 } }),
)

const base = await startReferenceServer({ mode: 'full', closed: true })
const [own, other] = [await base.enrol(), await base.enrol()]
const supplies = suppliesOf(own)
const random: Secrets = {
  client: own.client.client_secret,
  secondClient: own.secondClient.client_secret,
  introspectionClient: other.client.client_secret,
  initialAccessToken: own.initialAccessToken ?? '',
  refreshToken: own.refreshToken,
  header: 'Zk3-9fQ2xLmW7tRbVn',
}

const targetWith = (secrets: Secrets): Target =>
  targetOf({
    issuer: base.issuer,
    scope: 'read write',
    parameters: { propagationSeconds: 0, ownTokensVisible: true },
    ...supplies,
    client: { ...own.client, client_secret: secrets.client, token_endpoint_auth_method: 'client_secret_basic' },
    secondClient: {
      ...own.secondClient,
      client_secret: secrets.secondClient,
      token_endpoint_auth_method: 'client_secret_basic',
    },
    introspectionClient: {
      ...other.client,
      client_secret: secrets.introspectionClient,
      token_endpoint_auth_method: 'client_secret_basic',
    },
    initialAccessToken: secrets.initialAccessToken,
    refreshToken: secrets.refreshToken,
    headers: { token: { 'X-Gateway-Key': secrets.header } },
  })

const { profile } = await findProfile('rfc', specs)
const inputFor = (target: Target): DriveInput => ({
  specs,
  profile,
  target,
  version: '0',
  seed: 7,
  concurrency: 8,
  timeoutMs: 120_000,
  only: ['token/*', 'introspection/*', 'revocation/*', 'refresh/*'],
  skip: [],
  keepClients: true,
  signal: new AbortController().signal,
})

/** One run, with its secrets still in it. */
async function rawRun(): Promise<WholeRun> {
  const input = inputFor(targetWith(random))
  const transport = openTransport({ connections: 8, timeoutMs: input.timeoutMs, tls: {} })
  const recorder = createRecorder({
    transport,
    limiter: rateLimiter(undefined),
    allowed: input.target,
    signal: input.signal,
  })
  const hosting = createHosting(input.target)
  const conducted = await conduct(input, recorder, notifier(undefined), {
    toRepeat: async () => [],
    release: async () => {},
    hosting,
    clock: wallClock,
    keys: createKeyRing(),
    stopped: () => undefined,
  })
  await hosting.close()
  await transport.close()
  await base.close()
  const run = {
    id: 'raw',
    seed: 7,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    only: input.only,
    skip: [],
    interrupted: false,
  }
  return { conducted, exchanges: recorder.all(), leftBehind: [], strays: [], run }
}

const raw = await rawRun()

/** The last of each scenario, and the last with each secret, without megabytes of filler: all of them, 250 times, take a minute. */
const sample = [
  ...new Map(
    raw.exchanges.flatMap((exchange) => {
      const text = JSON.stringify(exchange)
      const held = kinds.find((kind) => text.includes(random[kind])) ?? exchange.owner.replace(/\[.*/u, '')
      return text.length < 10_000 ? [[held, exchange]] : []
    }),
  ).values(),
]

/** The same exchanges, as they had been with these secrets. */
function withSecrets(exchanges: readonly Exchange[], secrets: Secrets): readonly Exchange[] {
  const ids: Partial<Secrets> = {
    client: own.client.client_id,
    secondClient: own.secondClient.client_id,
    introspectionClient: other.client.client_id,
  }
  const replaced = kinds.reduce((all, kind) => {
    const pairs = [random[kind], ...base64Forms(`${ids[kind]}:${random[kind]}`)]
    const others = [secrets[kind], ...base64Forms(`${ids[kind]}:${secrets[kind]}`)]
    return pairs.reduce((before, value, index) => before.replaceAll(value, others[index] ?? ''), all)
  }, JSON.stringify(exchanges))
  return JSON.parse(replaced)
}

/** Tags by the order of their values, not by their digits: those differ from run to run. */
function numbered(redacted: string): string {
  const numbers = new Map<string, number>()
  return redacted.replaceAll(/#([0-9a-f]{4,})(?=[\]"])/gu, (_, digits: string) => {
    const number = numbers.get(digits) ?? numbers.size
    numbers.set(digits, number)
    return `#${number}`
  })
}

function redacted(secrets: Secrets): string {
  const vault = createVault('salt')
  const exchanges = withSecrets(sample, secrets)
  secretCollector(vault, targetWith(secrets))(exchanges)
  const redactors = redactorsOf(vault)
  return numbered(JSON.stringify(exchanges.map((each) => redactExchange(each, redactors))))
}

async function verdicts(secrets: Secrets): Promise<readonly string[]> {
  const { assemble } = createAssembler(inputFor(targetWith(secrets)))
  const evidence = assemble({ ...raw, exchanges: withSecrets(raw.exchanges, secrets) })
  const { scenarios } = await judgeEvidence(specs, profile, evidence)
  return scenarios.flatMap(({ checks }) => checks.map(({ id, verdict }) => `${verdict} ${id}`))
}

/** A secret of each kind: values that stand one after the other in a list. */
const at = (values: readonly string[], first: number): Secrets => {
  const value = (offset: number): string => values[(first + offset) % values.length] ?? ''
  return {
    client: value(0),
    secondClient: value(1),
    introspectionClient: value(2),
    initialAccessToken: value(3),
    refreshToken: value(4),
    header: value(5),
  }
}

it('whatever the secrets of the target file are, evidence has tags at the very places where long random ones have them', () => {
  const expected = redacted(random)
  const sampled = JSON.stringify(sample)
  for (const kind of kinds)
    expect([kind, sampled.includes(random[kind]) || kind.endsWith('lient')]).toEqual([kind, true])
  expect(new Set(words).size).toBe(200)
  for (const values of [words, [...new Set(short)]])
    for (const first of values.keys()) {
      const secrets = at(values, first)
      if (redacted(secrets) !== expected) expect([secrets, redacted(secrets)]).toEqual([random, expected])
    }
})

it('the verdicts are those of long random secrets', async () => {
  const expected = await verdicts(random)
  expect(expected.filter((line) => line.startsWith('pass')).length).toBeGreaterThan(100)
  for (const first of [0, 3, 6, 9, 12, 60, 120]) expect(await verdicts(at(words, first))).toEqual(expected)
  expect(await verdicts(at(short, 0))).toEqual(expected)
})
