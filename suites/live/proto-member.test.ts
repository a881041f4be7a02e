import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeJson } from '../decode/json.ts'
import { decodeJws } from '../decode/jws.ts'
import { trustedJson } from '../decode/trusted.ts'
import { folderOf } from '../load/testing/folder.ts'
import { loadProfileFile } from '../load/user-files.ts'
import type { Json } from '../model/json.ts'
import type { Specs } from '../model/specs.ts'
import { startReferenceServer } from '../reference-server/index.ts'
import type { Incoming } from '../reference-server/wire/incoming.ts'
import { runProfile } from '../run/run-profile.ts'
import { specs, targetOf } from './testing/engine.ts'

// A member called __proto__ is data like any other, from the YAML of a scenario to the octets on the wire.

const files = {
  'profile.yaml': `profile: proto
extends: rfc
title: One scenario
version: '1'
description: For a test
scenarios: []
files: [proto.yaml]
limitations: []
`,
  'proto.yaml': `scenario: proto
title: Members called __proto__
kind: observation
client: private_key
steps:
  - id: plain
    control: true
    register: {}
  - id: registered
    register: { json: { __proto__: { polluted: true }, deep: { __proto__: [1] } } }
    expect: [{ requirement: rfc7591.2.ignore-unknown-metadata, status: 201 }]
  - id: members
    register: { json: { __proto__: null, client_name: given } }
  - id: form
    token: { params: { __proto__: value }, headers: { __proto__: field }, query: { __proto__: word } }
  - id: asserted
    token:
      auth:
        assertion:
          header: { __proto__: in-header }
          claims: { __proto__: in-claims }
          first: { claims: { __proto__: first } }
          last: { claims: { __proto__: last } }
  - id: proven
    token: { dpop: { header: { __proto__: in-header }, claims: { __proto__: { a: 1 } }, jwk: { __proto__: in-jwk } } }
`,
}

/** Runs the scenario; `through`: what happens to the specifications between the files and the run. */
async function arrivals(through: (specs: Specs) => Specs): Promise<readonly Incoming[]> {
  const seen: Incoming[] = []
  const server = await startReferenceServer({
    mode: 'full',
    rules: {
      intercept: (_context, _endpoint, incoming) => {
        seen.push(incoming)
        return undefined
      },
    },
  })
  const loaded = await loadProfileFile(join(await folderOf(files), 'profile.yaml'), specs)
  const target = targetOf({ issuer: server.issuer, scope: 'read' })
  const opened = { ...loaded, specs: through(loaded.specs), target, ephemeral: true, close: async () => {} }
  await runProfile(opened, { only: [], skip: [], concurrency: 1 }, new AbortController().signal).finally(server.close)
  return seen
}

const bodyOf = (incoming: Incoming | undefined): Json | undefined => {
  const json = decodeJson(incoming?.text ?? '')
  return json.ok ? json.value.value : undefined
}

const own = (value: Json | undefined): PropertyDescriptor | undefined =>
  Object.getOwnPropertyDescriptor(Object(value), '__proto__')

describe.each([
  ['as loaded from YAML', (each: Specs) => each],
  ['as precompiled', (each: Specs) => trustedJson<Specs>(JSON.stringify(each))],
])('a member called __proto__ is sent, %s', async (_, through) => {
  const seen = await arrivals(through)
  const registrations = seen.filter(({ url }) => url.pathname.endsWith('/register'))
  const tokens = seen.filter(({ url }) => url.pathname.endsWith('/token'))

  it('in JSON, at any depth; null leaves it out', () => {
    const polluted = registrations.map(bodyOf).filter((body) => own(body)?.value !== undefined)
    expect(polluted.map((body) => JSON.stringify(own(body)?.value))).toEqual(['{"polluted":true}'])
    expect(registrations.map(({ text }) => text).join()).toContain('"deep":{"__proto__":[1]}')
    expect(registrations.map(bodyOf)).toContainEqual(expect.objectContaining({ client_name: 'given' }))
  })

  it('in forms, header fields and the query', () => {
    const [form] = tokens.filter(({ url }) => url.search !== '')
    expect(new URLSearchParams(form?.text).get('__proto__')).toBe('value')
    expect(form?.header('__proto__')).toBe('field')
    expect(form?.url.search).toBe('?__proto__=word')
  })

  it('in client assertions, twice and first and last if so asked', () => {
    const assertions = tokens.flatMap(({ text }) => new URLSearchParams(text).get('client_assertion') ?? [])
    const texts = assertions.map((each) => each.split('.').map((part) => Buffer.from(part, 'base64url').toString()))
    const [header, claims] = texts.find(([text]) => text?.includes('__proto__')) ?? []
    expect(header).toMatch(/"__proto__":"in-header"/u)
    expect(claims).toMatch(/^\{"__proto__":"first",.*"__proto__":"in-claims".*"__proto__":"last"\}$/u)
  })

  it('in DPoP proofs: header, key and claims', () => {
    const proof = decodeJws(tokens.flatMap(({ header }) => header('dpop') ?? []).at(-1) ?? '')
    const { header = undefined, claims = undefined } = proof.ok ? proof.value : {}
    expect(own(header)?.value).toBe('in-header')
    expect(own(header?.jwk)?.value).toBe('in-jwk')
    expect(own(claims)?.value).toEqual({ a: 1 })
  })
})
