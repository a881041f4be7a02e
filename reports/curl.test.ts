import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCharacter } from '../suites/decode/testing.ts'
import type { RecordedRequest } from '../suites/model/evidence.ts'
import { curlFor } from './curl.ts'
import { exchange } from './testing.ts'
import { isUnsafe } from './text.ts'

const { request } = exchange(1)

function curl(parts: Partial<RecordedRequest>): string {
  return curlFor(exchange(1, { request: { ...request, ...parts } }))
}

/** The arguments that curl would be started with, according to a real shell. */
function argumentsOf(command: string): readonly string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`
  const env = { PATH: process.env.PATH ?? '', CLIENT_ID: 'me', CLIENT_SECRET: 's3', ACCESS_TOKEN: 'a.b.c', LC_ALL: 'C' }
  return execFileSync('bash', ['--norc', '-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1)
}

describe('curlFor', () => {
  test('Basic credentials become variables', () => {
    expect(curl({})).toBe(
      `curl -i 'http://127.0.0.1:9400/token' -H 'content-type: application/x-www-form-urlencoded' -u "$CLIENT_ID:$CLIENT_SECRET" --data-raw 'grant_type=client_credentials&scope=read'`,
    )
  })

  test.each([
    ['wrong_secret', '-u "$CLIENT_ID:$WRONG_SECRET"', `'client_secret='"$WRONG_SECRET"`],
    ['near_miss_secret', '-u "$CLIENT_ID:$NEAR_MISS_SECRET"', `'client_secret='"$NEAR_MISS_SECRET"`],
    ['other_clients_secret', '-u "$CLIENT_ID:$OTHER_CLIENTS_SECRET"', `'client_secret='"$OTHER_CLIENTS_SECRET"`],
    ['unknown_client', '-u "$UNKNOWN_CLIENT_ID:$CLIENT_SECRET"', `'client_secret='"$CLIENT_SECRET"`],
    ['documentation_literal', `-u 'username:password'`, `'client_secret='"$CLIENT_SECRET"`],
    ['both_methods', '-u "$CLIENT_ID:$CLIENT_SECRET"', `'client_secret='"$CLIENT_SECRET"`],
  ])("what was wrong on purpose is not given for the client's own secret: %s", (defect, user, member) => {
    const body = { text: 'client_secret=[client_secret#77aa]' }
    const line = curlFor(exchange(1, { defect, request: { ...request, body } }))
    expect(line).toContain(` ${user} `)
    expect(line).toContain(member)
  })

  test('secrets inside a body become variables, a JWT as a whole', () => {
    const text = 'token=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjIn0.[access_token#3f2a]&client_secret=[client_secret#77aa]'
    expect(curl({ headers: [['content-type', 'application/x-www-form-urlencoded']], body: { text } })).toContain(
      `--data-raw 'token='"$ACCESS_TOKEN"'&client_secret='"$CLIENT_SECRET"`,
    )
  })

  test('two tokens of one kind are told apart, the same one is not', () => {
    const text = '[access_token#aaaa] [access_token#bbbb] [access_token#aaaa]'
    expect(curl({ body: { text } })).toContain(`"$ACCESS_TOKEN"' '"$ACCESS_TOKEN_2"' '"$ACCESS_TOKEN"`)
  })

  test('a deliberately odd Authorization field is not repaired', () => {
    expect(curl({ headers: [['authorization', 'basic [credentials#ab12]']] })).toContain(
      `-H 'authorization: basic '"$CREDENTIALS"`,
    )
    expect(curl({ headers: [['authorization', 'Basic !!!']] })).toContain(`-H 'authorization: Basic !!!'`)
  })

  test('text that only looks like a tag stays text', () => {
    expect(curl({ body: { text: '[not_a_kind#3f2a] [access_token#zz]' } })).toContain(
      `'[not_a_kind#3f2a] [access_token#zz]'`,
    )
  })

  test.each([
    ['GET', undefined, `curl -i 'http://127.0.0.1:9400/token'`],
    ['HEAD', undefined, `curl -i --head 'http://127.0.0.1:9400/token'`],
    ['DELETE', undefined, `curl -i -X DELETE 'http://127.0.0.1:9400/token'`],
    ['POST', undefined, `curl -i -X POST 'http://127.0.0.1:9400/token'`],
    ['PUT', { text: '{}' }, `curl -i -X PUT 'http://127.0.0.1:9400/token' -H 'Content-Type:' --data-raw '{}'`],
  ])('%s', (method, body, line) => {
    const { body: _, ...bodiless } = request
    const parts = { ...bodiless, method, headers: [] }
    expect(curlFor(exchange(1, { request: body === undefined ? parts : { ...parts, body } }))).toBe(line)
  })

  test('octets that are no text come through a pipe', () => {
    expect(curl({ headers: [['content-type', 'x/y']], body: { base64: '/wA=' } })).toBe(
      `printf %s '/wA=' | base64 -d | curl -i 'http://127.0.0.1:9400/token' -H 'content-type: x/y' --data-binary @-`,
    )
    expect(curl({ body: { text: 'a\0b' } })).toContain(`printf %s 'YQBi' | base64 -d | `)
  })

  test('a long body is cut and says where the rest is', () => {
    const line = curl({ body: { text: `${'x'.repeat(10_000)}[client_secret#77aa]` } })
    expect(line.length).toBeLessThan(1100)
    expect(line).toMatch(/x…' # …: cut here, whole in the evidence \(exchange 1\)$/)
  })

  test('a megabyte of near-tags takes no longer than another', () => {
    // Where time grew faster than the text, this would take hours.
    expect(curl({ body: { text: 'a-b.'.repeat(250_000) } })).toContain('a-b.a-b.')
  })

  test('a real shell sees exactly the recorded request', () => {
    const nasty = `it's $HOME \`id\` "q" \\ !x {a,b} é 東 \u001b[31m \u202e \n\t`
    const args = argumentsOf(
      curl({ url: `http://127.0.0.1:9400/[a]?q=${nasty}`, body: { text: `${nasty}[access_token#3f2a]` } }),
    )
    expect(args).toEqual([
      '-i',
      '-g',
      `http://127.0.0.1:9400/[a]?q=${nasty}`,
      '-H',
      'content-type: application/x-www-form-urlencoded',
      '-u',
      'me:s3',
      '--data-raw',
      `${nasty}a.b.c`,
    ])
  })

  test('no text breaks out of its quotes or reaches the terminal raw', () => {
    const body = fc.string({ unit: anyCharacter, maxLength: 40 }).filter((text) => !text.includes('\0') && text !== '')
    const property = fc.property(body, (text) => {
      const line = curl({ headers: [], body: { text } })
      expect(isUnsafe(line)).toBe(false)
      expect(argumentsOf(line).at(-1)).toBe(text)
    })
    fc.assert(property, { numRuns: 25 })
  })
})
