import { describe, expect, it } from 'vitest'
import { emptyScope } from '../../language/testing.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import { createKeyRing } from '../keys/key-ring.ts'
import { target } from '../testing/specs.ts'
import { http } from './http.ts'

const hosts = {
  management: { url: 'https://admin.as.test:8443/manage/', headers: { 'X-Api-Key': 'k' } },
  plain: { url: 'https://status.as.test', headers: {} },
}
const asked = (spec: RequestSpec, more: Parameters<typeof target>[1] = { hosts }) =>
  http(
    {
      target: target('https://as.test/realms/main', more),
      version: '9',
      scope: { ...emptyScope, row: { path: '/%2e%2e/secret', away: '//other.test' } },
      invent: (_, name) => name,
      certificates: {},
      keys: createKeyRing(),
      owners: { client: 'client', second: 'second' },
      now: 0,
    },
    spec,
  )

describe('the URL of an http step', () => {
  it.each([
    [{ path: '/health' }, 'https://as.test/health'],
    [{ path: '/health?full=1' }, 'https://as.test/health?full=1'],
    [{ host: 'management', path: '/health' }, 'https://admin.as.test:8443/manage/health'],
    [{ host: 'plain', path: '/' }, 'https://status.as.test/'],
    [{ path: '$matrix.away' }, 'https://as.test//other.test'],
  ])('of %o is %s', (spec, url) => {
    expect(asked(spec)).toMatchObject({ kind: 'draft', method: 'GET', url, auth: 'none' })
  })

  it.each([
    [{ host: 'management', path: '/../admin' }],
    [{ host: 'management', path: '$matrix.path' }],
    [{ host: 'management', path: '/\\..\\..\\admin' }],
    [{ host: 'plain', path: '.evil.test/health' }],
    [{ host: 'plain', path: '@evil.test/health' }],
    [{ host: 'plain', path: ':9/health' }],
    [{ path: '/a#b' }],
  ])('never leaves its place: %o', (spec) => {
    expect(asked(spec)).toMatchObject({ kind: 'blocked', because: expect.stringContaining('is not a path below') })
  })

  it('sends the header fields of its host, and of no other', () => {
    expect(asked({ host: 'management', path: '/' })).toMatchObject({ fields: { 'X-Api-Key': 'k' } })
    expect(asked({ path: '/' })).toMatchObject({ fields: {} })
  })

  it('asks for a host that nobody has named', () => {
    expect(asked({ host: 'managment', path: '/' })).toEqual({
      kind: 'blocked',
      because: 'the target file names no host "managment": did you mean "management"?',
    })
    expect(asked({ host: 'other', path: '/' }, {})).toEqual({
      kind: 'blocked',
      because: 'the target file names no host "other": write hosts: { other: URL } there',
    })
  })

  it('is not known where an optional reference has no value', () => {
    expect(asked({ path: '$metadata#/status_path?' })).toMatchObject({ kind: 'skipped' })
  })
})
