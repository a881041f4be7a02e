import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hideTags, tokensIn } from './html/tokens.ts'
import { renderHtml } from './html.ts'
import { hostileRun, largeRun, mixedRun } from './samples.ts'

describe('renderHtml', () => {
  test('asks for nothing from anywhere', () => {
    const text = renderHtml(mixedRun())
    expect(text).not.toMatch(/\s(?:src|srcset|action|poster|data)=/u)
    expect(text).not.toMatch(/@import|url\(/u)
    // Only a link that somebody follows leads out, to the section that a requirement stands in.
    const links = [...text.matchAll(/<(\w+)[^>]*\shref="([^"]*)"/gu)].map(([, tag, target]) => `${tag} ${target}`)
    const outside = links.filter((link) => !link.startsWith('a #'))
    expect(new Set(outside)).toEqual(new Set(['a https://www.rfc-editor.org/rfc/rfc6749#section-5.2']))
  })

  test('its content security policy allows its own style and script by their digests, and nothing else', () => {
    const text = renderHtml(mixedRun())
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(text)?.[1] ?? ''
    const digest = (tag: string) => {
      const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'u').exec(text)?.[1] ?? ''
      return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
    }
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${digest('style')}`,
      `script-src ${digest('script')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ])
    expect(text).not.toMatch(/\sstyle=|\son[a-z]+=/u)
  })

  test('text of a server stays text', () => {
    const text = renderHtml(hostileRun())
    expect(text.match(/<script>/gu)).toHaveLength(1)
    expect(text).not.toContain("alert('1')")
    expect(['\u202e', '\u001b', '\u2028'].filter((character) => text.includes(character))).toEqual([])
  })

  test('links each of the first answers that violate a check on every answer of the run', () => {
    const text = renderHtml(mixedRun())
    const [, entry = ''] = /id="(?:check-token[^"]*no-store)"(.*?)<\/details>/su.exec(text) ?? []
    expect([...entry.matchAll(/href="#exchange-(\d+)"/gu)].map(([, id]) => id)).toEqual(['2', '3'])
  })

  test('every link leads somewhere, and no identifier is used twice', () => {
    const text = renderHtml(mixedRun())
    const ids = [...text.matchAll(/\sid="([^"]*)"/gu)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = [...text.matchAll(/href="#([^"?][^"]*)"/gu)].map(([, id]) => decodeURIComponent(id ?? ''))
    expect(targets.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('two thousand checks with their evidence stay below 5 MB', () => {
    expect(Buffer.byteLength(renderHtml(largeRun(2000)))).toBeLessThan(5_000_000)
  })
})

describe('tokens', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwt = `${part({ alg: 'ES256' })}.${part({ iss: 'x' })}.[access_token#3f2a]`

  test('are decoded, and their encoded parts left out', () => {
    expect(tokensIn(`{"access_token":"${jwt}"}`)).toEqual([
      { header: '{\n  "alg": "ES256"\n}', claims: '{\n  "iss": "x"\n}' },
    ])
    expect(hideTags(`a=${jwt}&b=1`)).toBe('a=[access_token #3f2a]&b=1')
  })

  test('what is none is left alone', () => {
    expect(tokensIn('aaaa.bbbb.[access_token#3f2a]')).toEqual([])
    expect(hideTags('nothing here')).toBe('nothing here')
  })
})
