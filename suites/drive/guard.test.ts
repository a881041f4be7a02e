import { describe, expect, it } from 'vitest'
import { InputError } from '../model/errors.ts'
import { drive } from './drive.ts'
import { guardTarget, whyNotSent } from './guard.ts'
import { driveInput, target } from './testing/specs.ts'

const strict = { allowHttp: false, allowDocumentationHosts: false }

describe('whyNotSent', () => {
  it.each([
    'http://127.0.0.1:8080',
    'http://localhost/x',
    'http://[::1]:1',
    'http://as.localhost',
    'https://as.acme.io/t',
    // RFC 6761 section 6.2: a name for servers under test.
    'https://idp.test',
    'https://a.b.test/x',
  ])('lets %s pass', (url) => {
    expect(whyNotSent(url, 'the URL', strict)).toBeUndefined()
  })

  it.each([
    ['http://as.acme.io', 'plain http'],
    ['http://127.0.0.1.acme.io', 'plain http'],
    ['https://oidc.airlock.com/auth-login', 'documentation'],
    ['https://TEST-client.airlock.com./', 'documentation'],
    ['https://as.example', 'documentation'],
    ['https://as.example.com', 'documentation'],
    ['https://example.org', 'documentation'],
    ['http://a.b.test', 'plain http'],
    ['https://test.example', 'documentation'],
    ['https://x.invalid', 'documentation'],
    ['ftp://127.0.0.1/', 'scheme'],
    ['https://me:secret@as.acme.io', 'credentials'],
    ['as.acme.io', 'is not an absolute URL'],
  ])('refuses %s', (url, reason) => {
    expect(whyNotSent(url, 'the URL', strict)?.message).toContain(reason)
  })

  it('obeys the allowances of the target file, each for itself', () => {
    expect(whyNotSent('http://as.acme.io', 'x', { ...strict, allowHttp: true })).toBeUndefined()
    expect(whyNotSent('https://as.example', 'x', { ...strict, allowDocumentationHosts: true })).toBeUndefined()
    expect(whyNotSent('http://as.example', 'x', { ...strict, allowHttp: true })?.message).toContain('documentation')
  })
})

describe('guardTarget', () => {
  it('names every URL that is refused', () => {
    const bad = target('https://as.example', {
      endpoints: { token: 'http://as.acme.io/token', jwks: 'https://as.acme.io/jwks' },
    })
    const refuse = (): void => guardTarget(bad)
    expect(refuse).toThrow(InputError)
    expect(refuse).toThrow(/baseUrl names as\.example[\s\S]*endpoints\.token is plain http/u)
  })

  it('lets plainHttp name the port without TLS, and nothing else be reached there', () => {
    const named = target('https://as.acme.io', { plainHttp: 'http://as.acme.io' })
    expect(() => guardTarget(named)).not.toThrow()
    expect(whyNotSent('http://as.acme.io/token', 'the URL', named)?.message).toContain('plain http')
    expect(() => guardTarget(target('https://as.acme.io', { plainHttp: 'http://as.example' }))).toThrow(
      /plainHttp names/u,
    )
  })

  it('stops a run before the first request', async () => {
    await expect(drive(driveInput('http://as.acme.io', []))).rejects.toThrow(InputError)
  })
})
