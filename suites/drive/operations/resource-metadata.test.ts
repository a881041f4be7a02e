import { describe, expect, it, onTestFinished } from 'vitest'
import { emptyScope } from '../../language/testing.ts'
import type { TargetFacts } from '../../model/evidence.ts'
import { startReferenceServer } from '../../reference-server/index.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import { target } from '../testing/specs.ts'
import type { Draft } from './draft.ts'
import { resourceMetadata } from './resource-metadata.ts'

function draftFor(resource: string | undefined, endpoint: string | undefined): ReturnType<typeof resourceMetadata> {
  const endpoints: TargetFacts['endpoints'] =
    endpoint === undefined ? {} : { resource: { url: endpoint, from: 'target file', omittedByMetadata: false } }
  const facts = { ...emptyScope.facts, endpoints, ...(resource === undefined ? {} : { resource }) }
  return resourceMetadata(
    {
      target: target('http://127.0.0.1'),
      version: '9',
      scope: { ...emptyScope, facts },
      invent: (_, name) => name,
      keys: createKeyRing(),
      owners: { client: 'client', second: 'second' },
      now: 0,
      certificates: {},
    },
    {},
  )
}

const sent = (resource: string | undefined, endpoint?: string): Draft => {
  const draft = draftFor(resource, endpoint)
  if (draft.kind !== 'draft') throw new Error(draft.because)
  return draft
}

const wellKnown = '/.well-known/oauth-protected-resource'

describe('where the document of a protected resource is (RFC 9728 section 3.1)', () => {
  it.each([
    ['https://resource.example.com', `https://resource.example.com${wellKnown}`],
    ['https://resource.example.com/', `https://resource.example.com${wellKnown}`],
    ['https://resource.example.com/resource1', `https://resource.example.com${wellKnown}/resource1`],
    ['https://resource.example.com/resource1/', `https://resource.example.com${wellKnown}/resource1/`],
    ['https://resource.example.com:8443/a/b?tenant=1', `https://resource.example.com:8443${wellKnown}/a/b?tenant=1`],
    ['https://resource.example.com/?tenant=1', `https://resource.example.com${wellKnown}?tenant=1`],
    ['HTTPS://resource.example.com/a', `https://resource.example.com${wellKnown}/a`],
  ])('%s', (resource, url) => {
    expect(sent(resource)).toEqual({
      kind: 'draft',
      method: 'GET',
      endpoint: 'resource',
      content: { kind: 'none' },
      auth: 'none',
      url,
    })
  })

  it('the identifier of the target file comes before the URL at which the resource is called', () => {
    expect(sent('https://id.example/a', 'https://api.example/b').url).toBe(`https://id.example${wellKnown}/a`)
  })

  it.each([[undefined], ['urn:example:api'], ['api://default']])('%j is no web address: the URL counts', (resource) => {
    expect(sent(resource, 'https://api.example/b').url).toBe(`https://api.example${wellKnown}/b`)
  })

  it.each([
    [undefined, undefined],
    ['urn:example:api', undefined],
    ['https://', undefined],
  ])('%j and %j: skipped', (resource, endpoint) => {
    expect(draftFor(resource, endpoint)).toEqual({
      kind: 'skipped',
      because: 'no protected resource with a web address is known',
    })
  })

  it('is where a real server has it', async () => {
    const server = await startReferenceServer({ mode: 'full' })
    onTestFinished(() => server.close())
    const answer = await fetch(sent(undefined, server.resource).url)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ resource: server.resource })
  })
})
