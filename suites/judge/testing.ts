import type { Evidence, Exchange, ScenarioRun, TargetFacts } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { WrittenCheck as Subject } from '../model/language.ts'
import type { Profile } from '../model/profile.ts'
import type { Requirement } from '../model/requirement.ts'
import type { Check, Scenario, Step } from '../model/scenario.ts'
import type { Specs } from '../model/specs.ts'

/** Builders for the judge's tests: small, complete, and true to the types. */
const at = { file: 'specs/test.yaml', line: 1, column: 1 }

export const check = (name: string, subject: Subject, requirement: string | undefined = 'doc.must'): Check => ({
  ...subject,
  name,
  at,
  ...(requirement === undefined ? {} : { requirement }),
})

export const step = (id: string, expect: readonly Check[], more: Partial<Step> = {}): Step => ({
  id,
  control: false,
  operation: 'token',
  request: {},
  expect,
  ...more,
})

export const scenario = (steps: readonly Step[], more: Partial<Scenario> = {}): Scenario => ({
  id: 'token/test',
  title: 'A test',
  kind: 'conformance',
  needs: [],
  matrix: {},
  client: 'none',
  fresh: false,
  steps,
  at,
  ...more,
})

export const requirement = (id: string, level: Requirement['level'], more: Partial<Requirement> = {}): Requirement => ({
  id,
  source: 'RFC 0000',
  section: '1',
  level,
  force: 'explicit',
  requirement: 'It holds.',
  needs: [],
  probe: 'Ask.',
  pass: '',
  fail: '',
  tier: 'core',
  verified: true,
  ...more,
})

export const profile: Profile = {
  id: 'test',
  version: '1',
  title: '',
  description: '',
  target: 'issuer',
  parameters: {},
  endpoints: {},
  capabilities: [],
  clients: {},
  scenarios: ['token/test'],
  limitations: [],
  severities: [],
  deviations: [],
}

export const specsOf = (only: Scenario): Specs => ({
  digest: 'sha256:0',
  requirements: {
    'doc.must': requirement('doc.must', 'MUST'),
    'doc.should': requirement('doc.should', 'SHOULD'),
    'doc.may': requirement('doc.may', 'MAY'),
  },
  scenarios: { [only.id]: only },
  limitations: {},
  proof: { unproven: {} },
  frozen: {},
  allowances: [],
  findings: { rules: [], implications: [] },
  vulnerabilities: {},
  elsewhere: [],
  profiles: { test: profile },
  schemas: {},
})

/** An exchange with the token endpoint. `body` is sent as JSON unless it is text. */
export function exchange(
  id: number,
  status: number,
  body: Json,
  more: { step?: string; headers?: Exchange['request']['headers'] } = {},
): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type = typeof body === 'string' ? 'text/html' : 'application/json'
  return {
    id,
    owner: 'token/test',
    step: more.step ?? 'ask',
    operation: 'token',
    request: { method: 'POST', url: 'http://127.0.0.1:1/token', headers: [], sentAt: '2026-01-01T00:00:00.000Z' },
    response: {
      status,
      headers: more.headers ?? [['Content-Type', type]],
      body: { text },
      bytes: text.length,
      receivedAt: '2026-01-01T00:00:00.010Z',
      durationMs: 10,
    },
  }
}

/** What shows that the target is an authorization server at all. */
export const proofOfLife = exchange(99, 400, { error: 'invalid_request' })

const facts: TargetFacts = {
  named: 'http://127.0.0.1:1',
  loopback: true,
  https: false,
  registers: false,
  parameters: {},
  endpoints: {},
  capabilities: {},
}

export function evidenceOf(
  exchanges: readonly Exchange[],
  steps: ScenarioRun['steps'],
  more: Partial<Evidence> = {},
): Evidence {
  return {
    format: 1,
    tool: { name: 'grantcheck', version: '0', specsDigest: 'sha256:0' },
    run: {
      id: 'r',
      seed: 1,
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      only: [],
      skip: [],
      interrupted: false,
    },
    profile: { id: 'test', version: '1' },
    facts,
    clients: [],
    scenarios: [{ id: 'token/test', scenario: 'token/test', row: {}, steps }],
    exchanges,
    secrets: {},
    leftBehind: [],
    complete: true,
    ...more,
  }
}
