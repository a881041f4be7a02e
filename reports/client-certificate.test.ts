import { describe, expect, test } from 'vitest'
import type { Exchange, RecordedCertificate } from '../suites/model/evidence.ts'
import { curlFor } from './curl.ts'
import { renderHtml } from './html.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { oneLine } from './one-line.ts'
import { renderPretty } from './pretty.ts'
import { check, exchange, finishedRun, scenario } from './testing.ts'

const presented = (certificate: RecordedCertificate | undefined): Exchange => {
  const { request } = exchange(1)
  const https = { ...request, url: 'https://127.0.0.1:9400/token' }
  return exchange(1, { request: certificate === undefined ? https : { ...https, certificate } })
}

const named = (name: Exclude<RecordedCertificate['name'], 'none'>): Exchange =>
  presented({ name, subject: 'CN=<client>,O=grantcheck', 'x5t#S256': 'thumb-print' })

const run = (one: Exchange) =>
  finishedRun({ scenarios: [scenario('mtls/x', 'x', [check('mtls/x', 'r', 'fail')])] }, [one])

const plain = { color: false, width: 100, verbose: false }

describe('an exchange with a client certificate', () => {
  test.each([
    ['self_signed', '--cert "$CLIENT_CERT" --key "$CLIENT_KEY"'],
    ['configured', '--cert "$CLIENT_CERT" --key "$CLIENT_KEY"'],
    ['lookalike', '--cert "$LOOKALIKE_CERT" --key "$LOOKALIKE_KEY"'],
    ['other', '--cert "$OTHER_CERT" --key "$OTHER_KEY"'],
    ['spoofed', '--cert "$SPOOFED_CERT" --key "$SPOOFED_KEY"'],
  ] as const)('%s: curl is given its files', (name, options) => {
    expect(curlFor(named(name))).toContain(`curl -i ${options} 'https://127.0.0.1:9400/token'`)
    expect(oneLine(named(name))).toMatch(new RegExp(`^POST /token, certificate ${name} -> 400 `, 'u'))
  })

  test('none, by choice: said, and no option of curl', () => {
    expect(curlFor(presented({ name: 'none' }))).toBe(curlFor(presented(undefined)))
    expect(oneLine(presented({ name: 'none' }))).toMatch(/^POST \/token, no certificate -> /u)
  })

  test('none, by nobody: not a word', () => {
    expect(curlFor(presented(undefined))).not.toMatch(/--cert|--key/u)
    expect(oneLine(presented(undefined))).toMatch(/^POST \/token -> /u)
  })

  test('on the console: its name, the files, and what they are', () => {
    const text = renderPretty(run(named('lookalike')), plain)
    expect(text).toMatch(/exchange +POST \/token, certificate lookalike -> 400/u)
    expect(text).toContain('--cert "$LOOKALIKE_CERT" --key "$LOOKALIKE_KEY"')
    expect(text.replace(/\s+/gu, ' ')).toContain('Behind --cert and --key it stands for a file in PEM')
    expect(renderPretty(run(presented(undefined)), plain)).not.toContain('PEM')
  })

  test('on the page: its name, subject and thumbprint, as text', () => {
    const text = renderHtml(run(named('self_signed')))
    expect(text).toContain('POST /token, certificate self_signed')
    expect(text).toContain(
      'Client certificate <code>self_signed</code>: CN=&lt;client&gt;,O=grantcheck, x5t#S256 <code>thumb-print</code>',
    )
    expect(text).toMatch(/<pre class="curl"[^>]*>[^<]*--cert [^<]*CLIENT_CERT[^<]* --key [^<]*CLIENT_KEY/u)
    expect(renderHtml(run(presented({ name: 'none' })))).toContain('Without a client certificate, on purpose')
    expect(renderHtml(run(presented(undefined)))).not.toMatch(/[Cc]lient certificate/u)
  })

  test.each([
    ['junit', renderJunit],
    ['markdown', renderMarkdown],
  ] as const)('in %s', (_name, render) => {
    const text = render(run(named('other')))
    expect(text).toContain('certificate other')
    expect(text).toMatch(/--cert .{0,6}\$OTHER_CERT.{0,6} --key .{0,6}\$OTHER_KEY/u)
  })
})
