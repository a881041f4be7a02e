import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Evidence, StepRun } from '../suites/model/evidence.ts'
import { capabilities, endpointNames, operations } from '../suites/model/vocabulary.ts'
import { exchange } from './testing.ts'

const schema = JSON.parse(readFileSync(new URL('../specs/schemas/evidence.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema)

const steps: Record<string, StepRun> = {
  control: { kind: 'sent', exchanges: [1], minted: 1 },
  never: { kind: 'skipped', because: 'its condition is false' },
  stuck: { kind: 'blocked', because: 'no client' },
}

const { response: _, ...unanswered } = exchange(2, { defect: 'wrong_secret' })

const evidence: Evidence = {
  format: 1,
  tool: { name: 'grantcheck', version: '0.1.0', specsDigest: `sha256:${'0f'.repeat(32)}` },
  run: {
    id: 'r',
    seed: 1,
    startedAt: '2025-03-01T10:00:00.000Z',
    durationMs: 5,
    only: [],
    skip: [],
    interrupted: false,
  },
  profile: { id: 'rfc', version: '1.0.0' },
  facts: {
    named: 'http://127.0.0.1:9400',
    issuer: 'http://127.0.0.1:9400',
    loopback: true,
    https: false,
    registers: true,
    parameters: { as: 'myAS' },
    endpoints: { token: { url: 'http://127.0.0.1:9400/token', from: 'metadata', omittedByMetadata: false } },
    capabilities: { registration: { offered: true, because: 'metadata names registration_endpoint' } },
    metadata: { exchange: 1, url: 'http://127.0.0.1:9400/.well-known/oauth-authorization-server', form: 'inserted' },
  },
  clients: [
    { key: 'confidential', template: 'confidential', configured: false, client_id: 'c', exchange: 1, attempts: [] },
  ],
  scenarios: [{ id: 'a/b[1]', scenario: 'a/b', row: { n: 1 }, client: 'confidential', steps }],
  exchanges: [exchange(1), { ...unanswered, failure: { code: 'timeout', message: 'no answer within 10 s' } }],
  secrets: {
    'access_token#3f2a': {
      kind: 'access_token',
      length: 9,
      bits: 40.5,
      charsets: ['vschar'],
      signature: { kind: 'wrong', problem: 'x' },
    },
  },
  leftBehind: [],
  complete: true,
}

function conforms(value: unknown): boolean {
  return validate(value)
}

describe('evidence.schema.json', () => {
  test('takes evidence as the model has it', () => {
    expect(conforms(evidence), JSON.stringify(validate.errors)).toBe(true)
  })

  test('refuses what the model does not have', () => {
    const { complete: _, ...cut } = evidence
    const both = { ...exchange(1), failure: { code: 'reset', message: 'x' } }
    expect(conforms(cut)).toBe(false)
    expect(conforms({ ...evidence, extra: 1 })).toBe(false)
    expect(conforms({ ...evidence, exchanges: [both] })).toBe(false)
    expect(conforms({ ...evidence, exchanges: [unanswered] })).toBe(false)
    expect(conforms({ ...evidence, secrets: { 'password#3f2a': evidence.secrets['access_token#3f2a'] } })).toBe(false)
  })

  test('its vocabularies are those of the model', () => {
    const { facts, exchanges } = schema.properties
    expect(facts.properties.endpoints.propertyNames.enum).toEqual(endpointNames)
    expect(facts.properties.capabilities.propertyNames.enum).toEqual(capabilities)
    expect(exchanges.items.$ref).toBe('#/$defs/exchange')
    expect(schema.$defs.exchange.properties.operation.enum).toEqual(operations)
  })
})

test('every kind of secret may stand in a tag', () => {
  const kinds: readonly string[] = schema.$defs.secret.properties.kind.enum
  const tag = new RegExp(schema.properties.secrets.propertyNames.pattern, 'u')
  expect(kinds.filter((kind) => !tag.test(`${kind}#3f2a`))).toEqual([])
})
