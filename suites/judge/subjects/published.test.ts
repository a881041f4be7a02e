import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '../../decode/base64url.ts'
import type { SecretFacts } from '../../model/evidence.ts'
import type { Json } from '../../model/json.ts'
import type { Matchers } from '../../model/matchers.ts'
import { selfSigned } from '../../reference-server/tls/certificates.ts'
import { recorded, recordedScope } from '../recorded-scope.ts'
import { evidenceOf, exchange } from '../testing.ts'
import { judgeSubject } from './index.ts'

const token = (alg: string): string =>
  `${encodeBase64Url(JSON.stringify({ alg }))}.${encodeBase64Url('{}')}.[access_token#00aa]`

function kind(subject: Parameters<typeof judgeSubject>[0], body: Json | string, octets?: number): string {
  const facts: SecretFacts = {
    kind: 'access_token',
    length: 99,
    bits: 256,
    charsets: [],
    ...(octets === undefined ? {} : { signatureOctets: octets }),
  }
  const answer = exchange(1, 400, body)
  const evidence = evidenceOf(
    [answer],
    { ask: { kind: 'sent', exchanges: [1] } },
    { secrets: { 'access_token#00aa': facts } },
  )
  const [run] = evidence.scenarios
  if (run === undefined) throw new Error('no run')
  const scope = { ...recordedScope({}, run, recorded(evidence)), step: 'ask' }
  return judgeSubject(subject, { exchange: answer, scope, validate: () => [] }).kind
}

describe('signature_length', () => {
  it.each([
    ['ES256', 64, 'holds'],
    ['ES256', 71, 'violated'],
    ['ES384', 96, 'holds'],
    ['ES512', 132, 'holds'],
    ['ES512', 131, 'violated'],
    ['RS256', 256, 'moot'],
    ['ES256', undefined, 'undecided'],
  ] as const)('%s with %s octets: %s', (alg, octets, expected) => {
    expect(kind({ jwt: { signature_length: true } }, { access_token: token(alg) }, octets)).toBe(expected)
  })
})

const { cert } = await selfSigned()

describe('certificates', () => {
  const key = Object.fromEntries(
    Object.entries(new X509Certificate(cert).publicKey.export({ format: 'jwk' })).map(([name, value]) => [
      name,
      String(value),
    ]),
  )
  const x5c = [new X509Certificate(cert).raw.toString('base64')]
  const of = (keys: Json): string => kind({ json: { at: '/keys', certificates: true } }, { keys })

  it.each([
    ['the right one', [{ ...key, x5c }], 'holds'],
    ['none', [key], 'moot'],
    ['no list', {}, 'moot'],
    ['that of another key', [{ ...key, x: 'AAAA', x5c }], 'violated'],
    ['PEM', [{ ...key, x5c: [cert] }], 'violated'],
    ['text instead of a list', [{ ...key, x5c: x5c[0] ?? '' }], 'violated'],
  ] as const)('%s', (_name, keys, expected) => {
    expect(of(keys)).toBe(expected)
  })
})

describe('no_debug_output', () => {
  it.each([
    ['{"error":"invalid_request","error_description":"line 5 is no form"}', 'holds'],
    ['{"error":"invalid_client","error_description":"look at https://as.example/docs:80"}', 'holds'],
    ['<html><body>Bad Request</body></html>', 'holds'],
    ['', 'holds'],
    ['SyntaxError: x\n    at JSON.parse (<anonymous>)\n    at parse (/srv/app/body.js:92:19)', 'violated'],
    ['{"stack":"Error\\n    at file:///srv/app.mjs:3:7"}', 'violated'],
    ['{"trace":"java.lang.X\\n\\tat org.example.Token.read(Token.java:71)"}', 'violated'],
    ['Traceback (most recent call last):\n  File "app.py", line 3', 'violated'],
    ['<pre>PHP Fatal error: x in /srv/index.php:3 Stack trace: #0 /srv/index.php(3): f()</pre>', 'violated'],
    ['SQLSTATE[42000]: Syntax error', 'violated'],
    ['panic: goroutine 18 [running]:', 'violated'],
  ])('%j: %s', (text, expected) => {
    expect(kind({ json: { at: '', no_debug_output: true } }, text)).toBe(expected)
  })
})

describe('or_absent', () => {
  const of = (match: Matchers, body: Json): string => kind({ json: { at: '/a', ...match } }, body)

  it('lets absence pass, and nothing else', () => {
    expect(of({ not_equals: 1, or_absent: true }, {})).toBe('holds')
    expect(of({ not_equals: 1, or_absent: true }, { a: 2 })).toBe('holds')
    expect(of({ not_equals: 1, or_absent: true }, { a: 1 })).toBe('violated')
    expect(of({ not_equals: 1, optional: true }, {})).toBe('moot')
  })
})
