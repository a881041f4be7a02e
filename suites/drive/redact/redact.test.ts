import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeBase64 } from '../../decode/base64.ts'
import { encodeBase64Url } from '../../decode/base64url.ts'
import { bodyOctets, toBody } from '../../decode/body.ts'
import { formEncode } from '../../decode/form.ts'
import { tagIn } from '../../decode/tag.ts'
import { anyCharacter } from '../../decode/testing.ts'
import type { Exchange } from '../../model/evidence.ts'
import { randomValue } from '../invent/random-value.ts'
import { target } from '../testing/specs.ts'
import { secretCollector } from './collect.ts'
import { redactExchange } from './redact-exchange.ts'
import { redactorsOf } from './redact-text.ts'
import { createVault } from './vault.ts'

const plain = target('http://127.0.0.1')
let count = 0
const exchange = (
  request: Partial<Exchange['request']>,
  body: string | Uint8Array = '',
  headers: readonly (readonly [string, string])[] = [],
): Exchange => {
  count += 1
  return {
    id: count,
    owner: 'test',
    step: 'a',
    operation: 'token',
    request: {
      method: 'POST',
      url: 'http://127.0.0.1/token',
      headers: [],
      sentAt: '2026-01-01T00:00:00.000Z',
      ...request,
    },
    response: {
      status: 200,
      headers,
      body: typeof body === 'string' ? { text: body } : toBody(body),
      bytes: 1,
      receivedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
    },
  }
}
const issued = (members: Readonly<Record<string, unknown>>): Exchange => exchange({}, JSON.stringify(members))

function redact(exchanges: readonly Exchange[], from = plain) {
  const vault = createVault('salt')
  secretCollector(vault, from)(exchanges)
  const redactors = redactorsOf(vault)
  const redacted = exchanges.map((each) => redactExchange(each, redactors))
  return { redacted, text: JSON.stringify(redacted), secrets: vault.secrets(), last: redacted.at(-1) }
}
const bodyOf = (found: Exchange | undefined): string =>
  found?.response !== undefined && 'text' in found.response.body ? found.response.body.text : ''

const secret = 'p+ss/w:rd~"ä\\ 1'
const encodings: readonly (readonly [string, string])[] = [
  ['raw', secret],
  ['JSON', JSON.stringify(secret)],
  ['JSON with escaped slash', JSON.stringify(secret).replaceAll('/', '\\/')],
  [
    'JSON with needless escapes',
    `{"m":"${[...secret].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
  ],
  ['form', formEncode(secret)],
  ['form, lower-case hex', formEncode(secret).toLowerCase()],
  ['URL component', encodeURIComponent(secret)],
  ['everything percent-encoded', [...new TextEncoder().encode(secret)].map((each) => `%${each.toString(16)}`).join('')],
  ['HTML', secret.replaceAll('"', '&quot;')],
  ['base64', encodeBase64(secret)],
  ['base64url', encodeBase64Url(secret)],
  ['Basic credentials', encodeBase64(`${formEncode('me')}:${formEncode(secret)}`)],
  ['Basic credentials without form encoding', encodeBase64(`me:${secret}`)],
  ['Basic credentials without padding', encodeBase64(`me:${secret}`).replace(/=+$/u, '')],
  ['hexadecimal', Buffer.from(secret).toString('hex')],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
  ['URI', encodeURI(secret)],
  ['decimal references', [...secret].map((each) => `&#${each.charCodeAt(0)};`).join('')],
  ['hexadecimal references', [...secret].map((each) => `&#x${each.charCodeAt(0).toString(16)};`).join('')],
  ['JSON in JSON', JSON.stringify(JSON.stringify({ secret }))],
  ['JSON in JSON in JSON', JSON.stringify(JSON.stringify(JSON.stringify(secret)))],
  ['backwards', [...secret].reverse().join('')],
  ['upper case', secret.toUpperCase()],
  ['HTML that escapes some characters', secret.replaceAll('"', '&#x22;').replaceAll('~', '&#126;')],
]

/** Texts of which only a part is secret. What is made again from the rest is base64 again. */
const longer: readonly (readonly [string, string])[] = [
  ['base64', encodeBase64(`{"password":${JSON.stringify(secret)},"more":true}`)],
  ['base64url', encodeBase64Url(`a long text before, and then ${secret}`)],
  ['base64 of base64', encodeBase64(encodeBase64(secret))],
  ['base64 of hexadecimal', encodeBase64(Buffer.from(secret).toString('hex'))],
  ['a JWT', `${encodeBase64Url('{"alg":"ES256"}')}.${encodeBase64Url(JSON.stringify({ leak: secret }))}.c2lnbmF0dXJl`],
]

describe('a known secret', () => {
  it.each(longer)('is found in a longer text as %s', (_, text) => {
    const { last } = redact([issued({ client_id: 'me', client_secret: secret }), exchange({}, `x ${text} y`)])
    const shown = bodyOf(last)
    const decoded = shown.split(/[ .]/u).map((part) => Buffer.from(part, 'base64').toString())
    expect(decoded.join()).toMatch(/\[client_secret#[0-9a-f]{4}\]/u)
    expect(decoded.join()).not.toContain('w:rd')
  })

  it('leaves encoded texts without one as they are', () => {
    const text = `${encodeBase64('nothing that is secret')} ${Buffer.from('nothing at all').toString('hex')} %25%41 &amp;&#65; {"a":"{\\"b\\":1}"}`
    expect(bodyOf(redact([issued({ client_secret: secret }), exchange({}, text)]).last)).toBe(text)
  })

  it.each(encodings)('is found in a body, a header field and a URL: %s', (_, text) => {
    const leak = `before ${text} after`
    const { redacted } = redact([
      issued({ client_id: 'me', client_secret: secret }),
      exchange({ url: `http://127.0.0.1/?q=${text}`, headers: [['X', leak]], body: { text: leak } }, leak, [
        ['Location', leak],
      ]),
    ])
    const shown = redacted[1]
    for (const place of [
      bodyOf(shown),
      shown?.request.url,
      shown?.request.headers[0]?.[1],
      shown?.response?.headers[0]?.[1],
    ]) {
      expect(place).toMatch(/\[(client_secret|credentials)#[0-9a-f]{4}\]/u)
      expect(place).not.toContain(text)
    }
  })

  it('is found whatever its characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 8, maxLength: 40 }), (value) => {
        fc.pre(!/^[\w ]*$/u.test(value))
        const texts = [value, JSON.stringify(value), formEncode(value), encodeBase64(value), encodeBase64Url(value)]
        const { redacted } = redact([issued({ client_secret: value }), exchange({}, texts.join('\n'))])
        expect(bodyOf(redacted[1]).match(/\[client_secret#/gu)).toHaveLength(5)
      }),
      { numRuns: 60 },
    )
  })

  const noise = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.string({
      unit: fc.constantFrom(...'{}[]":,\\=&?#% ', 'client_secret', 'access_token', 'token', '%2', '#3f2a]', '[secret'),
    }),
    fc.json(),
  )

  it('whatever stands around it, a second pass finds nothing to do, and what has no secret in it stays as it is', () => {
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const vault = createVault('salt')
        secretCollector(vault, plain)([issued({ client_secret: secret }), exchange({}, before)])
        const { text, request, response, field } = redactorsOf(vault)
        const authorization = (value: string): string => field('Authorization', value)
        for (const redactor of [text, request, response, authorization]) {
          const once = redactor(`${before}${secret}${after}`)
          expect(once).not.toContain(secret)
          expect(redactor(once)).toBe(once)
        }
        expect(redactorsOf(createVault('salt')).text(before)).toBe(before)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps one tag in every place, and distinct values have distinct ones', () => {
    const { redacted, secrets } = redact([
      issued({ access_token: 'first-token-value' }),
      exchange({ body: { text: 'token=first-token-value' } }, '{"access_token":"second-token-value"}'),
    ])
    const tag = bodyOf(redacted[0]).match(/\[(.*?)\]/u)?.[1]
    expect(redacted[1]?.request.body).toEqual({ text: `token=[${tag}]` })
    expect(bodyOf(redacted[1])).not.toContain(tag)
    expect(secrets.map(({ kind }) => kind)).toEqual(['access_token', 'access_token'])
  })

  it('keeps the kind under which it was issued', () => {
    const { redacted } = redact([
      exchange({ body: { text: 'refresh_token=abcdefgh' } }),
      issued({ access_token: 'abcdefgh' }),
    ])
    expect(redacted[0]?.request.body).toEqual({ text: expect.stringMatching(/^refresh_token=\[access_token#/u) })
  })

  it('has another tag in another run', () => {
    const tags = ['a', 'b'].map((salt) => createVault(salt).standIn('the-same-secret', 'secret'))
    expect(tags[0]).not.toBe(tags[1])
  })

  it('never shares a tag, however many there are', () => {
    const vault = createVault('salt')
    const tags = Array.from({ length: 3_000 }, (_, index) => vault.standIn(`secret value ${index}`, 'access_token'))
    expect(new Set(tags).size).toBe(3_000)
  })
})

it('a token that was cut short is found by itself, and not in the beginning of every other one', () => {
  const header = encodeBase64Url('{"typ":"at+jwt","alg":"RS256","kid":"the-only-key"}')
  const token = `${header}.${encodeBase64Url('{"iss":"https://as.example.com","jti":"1"}')}.c2lnbmF0dXJl`
  const ask = (value: string): Exchange =>
    exchange({
      body: { text: `token=${value}&token_type_hint=${formEncode('urn:ietf:params:oauth:token-type:access_token')}` },
    })
  const short = token.slice(0, header.length + 6)
  const { redacted } = redact([issued({ access_token: token }), ask(short), ask(token)])
  const [, cutShort, whole] = redacted.map((each) => JSON.stringify(each.request.body))
  expect(cutShort).toMatch(/"token=\[[a-z_]+#[0-9a-f]+\]&token_type_hint=urn%3A/u)
  expect(whole).toMatch(/"token=eyJ[\w-]+\.eyJ[\w-]+\.\[access_token#[0-9a-f]+\]&token_type_hint=urn%3Aietf/u)
})

describe('a phrase', () => {
  const phrase = 'correct-horse-battery'
  const shown = (body: string): string => bodyOf(redact([issued({ client_secret: phrase }), exchange({}, body)]).last)

  it('is found where it stands by itself, in any encoding', () => {
    for (const text of [
      `the secret ${phrase} is wrong`,
      `{"echo":"${phrase}"}`,
      `a=1&b=%20${phrase}`,
      encodeBase64(phrase),
    ])
      expect(shown(text)).toContain('[client_secret#')
  })

  it('is left alone in longer words and in names', () => {
    for (const text of [`my-${phrase}`, `${phrase}s`, `{"${phrase}" : 1}`, `a=1&${phrase}=2`])
      expect(shown(text)).toBe(text)
  })
})

describe('a value that cannot be told from ordinary text', () => {
  const configured = target('http://127.0.0.1', {
    client: { client_id: 'me', client_secret: 'client', token_endpoint_auth_method: 'client_secret_basic' },
    initialAccessToken: 'document',
    headers: { token: { 'X-Api-Key': 'response', 'X-Tenant': 'Bearer invalid', 'X-Plain': 'invalid' } },
    secretHeaders: ['X-Tenant'],
  })
  const prose = '{"error":"invalid_client","error_description":"client document response","response":"document"}'

  it('is replaced where secrets stand, and nowhere else', () => {
    const sent = exchange(
      {
        url: 'http://127.0.0.1/client?client_secret=client&token=document',
        headers: [
          ['authorization', `Basic ${encodeBase64('me:client')}`],
          ['Authorization', 'Bearer document'],
          ['x-api-key', 'response'],
          ['X-Tenant', 'Bearer invalid'],
          ['X-Plain', 'invalid'],
        ],
        body: { text: 'client_id=client&client_secret=client' },
      },
      prose,
    )
    const { last } = redact([sent], configured)
    expect(last?.request.url).toMatch(
      /^http:\/\/127\.0\.0\.1\/client\?client_secret=\[client_secret#\w+\]&token=\[secret#\w+\]$/u,
    )
    expect(last?.request.headers.map(([, value]) => value.replaceAll(/#\w+/gu, ''))).toEqual([
      'Basic [credentials]',
      'Bearer [secret]',
      '[secret]',
      'Bearer [secret]',
      'invalid',
    ])
    expect(last?.request.body).toEqual({
      text: expect.stringMatching(/^client_id=client&client_secret=\[client_secret#\w+\]$/u),
    })
    expect(bodyOf(last)).toBe(prose)
  })
})

it('a header field without a scheme is one secret', () => {
  const cookie = 'session=9f3kQ2mX81; theme=dark'
  const configured = target('http://127.0.0.1', { headers: { token: { Cookie: cookie } } })
  const { last } = redact([exchange({ headers: [['Cookie', cookie]] })], configured)
  expect(last?.request.headers).toEqual([['Cookie', expect.stringMatching(/^\[secret#\w+\]$/u)]])
})

describe('a JWT', () => {
  const jwt = randomValue('jwt', 'x')
  const [header, payload, signature = ''] = jwt.split('.')

  it('keeps header and payload and loses its signature, in every place', () => {
    const authorization = [['Authorization', `Bearer ${jwt}`]] as const
    const { redacted, text } = redact([
      issued({ access_token: jwt }),
      exchange({ headers: authorization, body: { text: `token=${jwt}` } }, `{"echo":"${jwt}"}`),
    ])
    const shown = /^\{"echo":"(.*)"\}$/u.exec(bodyOf(redacted[1]))?.[1] ?? ''
    expect(shown.startsWith(`${header}.${payload}.[access_token#`)).toBe(true)
    expect(tagIn(shown)).toMatch(/^access_token#/u)
    expect(redacted[1]?.request.headers).toEqual([['Authorization', `Bearer ${shown}`]])
    expect(text).not.toContain(signature)
  })

  it('does not leak through what was made from it', () => {
    const broken = `${header}.${payload}.${signature.slice(0, 40)}AAAA${signature.slice(44)}`
    const requests = [broken, jwt.slice(0, -4), `${jwt}x`, jwt.toUpperCase()].map((each) =>
      exchange({ body: { text: `token=${each}` } }),
    )
    const { text } = redact([issued({ access_token: jwt }), ...requests])
    expect(text).not.toContain(signature.slice(0, 20))
    expect(text).not.toContain(signature.toUpperCase().slice(0, 20))
  })

  it('does not take a signature of nothing but zeros for a secret wherever such a text stands', () => {
    const zeros = 'A'.repeat(43)
    const keys = `{"keys":[{"n":"w${zeros.repeat(7)}Q"}]}`
    const { redacted } = redact([issued({ access_token: `${header}.${payload}.${zeros}` }), exchange({}, keys)])
    expect(bodyOf(redacted[1])).toBe(keys)
  })

  it('keeps header and payload of a token without signature', () => {
    const { last } = redact([
      issued({ access_token: jwt }),
      exchange({ body: { text: `token=${header}.${payload}.` } }),
    ])
    expect(JSON.stringify(last?.request.body)).toContain(`${header}.${payload}.[secret#`)
  })
})

describe('what was never issued', () => {
  it.each([
    ['a form', exchange({ body: { text: 'client_secret=chosen%2Bvalue&a=b' } }), 'chosen'],
    ['a query', exchange({ url: 'http://127.0.0.1/?client_secret=chosen-value' }), 'chosen'],
    [
      'Basic',
      exchange({ headers: [['authorization', `Basic ${encodeBase64('me:chosen-value')}`]] }),
      encodeBase64('me:chosen-value'),
    ],
    [
      'Basic without padding',
      exchange(
        { headers: [['Authorization', `Basic ${encodeBase64('me:chosen-val').replace(/=+$/u, '')}`]] },
        'chosen-val',
      ),
      'chosen',
    ],
    ['malformed Basic', exchange({ headers: [['Authorization', 'Basic %%chosen%%']] }), 'chosen'],
    ['no scheme', exchange({ headers: [['Authorization', 'chosen-value']] }), 'chosen'],
    ['JSON', exchange({ body: { text: '{"nested":[{"client_secret":"chosen-value"}]}' } }), 'chosen'],
    ['broken JSON', exchange({}, '{"access_token":"chosen-value", oops'), 'chosen'],
    ['a repeated member', exchange({}, '{"access_token":"chosen-value","access_token":"other-value"}'), 'chosen'],
    ['a redirect', exchange({}, '', [['Location', 'https://a.example/#access_token=chosen-value']]), 'chosen'],
    ['a short value', exchange({ body: { text: 'client_secret=abc' } }, '{"client_secret":"abc"}'), 'abc'],
    [
      'the documentation literal',
      exchange({ body: { text: 'client_id=username&client_secret=password' } }),
      '=password',
    ],
  ])('is redacted where it stands: %s', (_, one, leak) => {
    expect(redact([one]).text).not.toContain(leak)
  })

  it('does not take words of the protocol for secrets elsewhere', () => {
    const { redacted } = redact([
      exchange({ body: { text: 'client_secret=password' } }),
      exchange({}, '{"grant_types_supported":["password"]}'),
    ])
    expect(bodyOf(redacted[1])).toBe('{"grant_types_supported":["password"]}')
  })
})

describe('evidence stays evidence', () => {
  it('keeps octets that are not UTF-8', () => {
    const octets = new Uint8Array([
      ...Buffer.from('{"a":"'),
      0xff,
      0xfe,
      ...Buffer.from('","client_secret":"top-secret-value"}'),
    ])
    const { redacted } = redact([exchange({}, octets)])
    const after = redacted[0]?.response?.body
    const seen = after === undefined ? '' : Buffer.from(bodyOctets(after)).toString('latin1')
    expect(seen).toMatch(/^\{"a":"\xff\xfe","client_secret":"\[client_secret#[0-9a-f]{4}\]"\}$/u)
  })

  it('changes nothing where no secret is', () => {
    const body = '{"a":"\\u0041\\n","b":"%41+x","client_secret":"","client_secret_expires_at":0}'
    expect(bodyOf(redact([exchange({}, body)]).last)).toBe(body)
  })

  it('redacts what the target file configures', () => {
    const configured = target('http://127.0.0.1', {
      initialAccessToken: 'initial-access',
      client: {
        client_id: 'me',
        client_secret: 'configured-secret',
        token_endpoint_auth_method: 'client_secret_basic',
      },
      headers: { token: { 'X-Api-Key': 'gateway-key', 'X-Same-Domain': '1' } },
    })
    const leak = `initial-access configured-secret gateway-key ${encodeBase64('me:configured-secret')} 1`
    expect(bodyOf(redact([exchange({}, leak)], configured).last)).toMatch(
      /^\[secret#\w+\] \[client_secret#\w+\] \[secret#\w+\] \[credentials#\w+\] 1$/u,
    )
  })

  it('each value of a Cookie field is one', () => {
    const configured = target('http://127.0.0.1', {
      headers: { token: { Cookie: 'sid=S-48151623; theme=dark; q="quoted-42"' } },
    })
    const leak = 'S-48151623 dark quoted-42 sid=S-48151623'
    expect(bodyOf(redact([exchange({}, leak)], configured).last)).toMatch(
      /^\[secret#\w+\] dark \[secret#\w+\] sid=\[secret#\w+\]$/u,
    )
  })

  // Where time grows faster than the text, one of these takes hours.
  it.each([
    ['escaped quotes', '\\"'.repeat(500_000)],
    ['quotes', '"'.repeat(1_000_000)],
    ['one long word', 'a'.repeat(1_000_000)],
    ['percent signs', '%41'.repeat(330_000)],
    ['an endless member', `{"access_token":"${'\\\\'.repeat(500_000)}`],
  ])('needs linear time for 1 MiB of %s', (_, body) => {
    expect(bodyOf(redact([issued({ client_secret: secret }), exchange({}, body)]).last).length).toBeGreaterThan(0)
  })
})
