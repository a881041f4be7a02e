import { describe, expect, it } from 'vitest'
import { encodeBase64 } from '../../decode/base64.ts'
import type { Exchange } from '../../model/evidence.ts'
import { exchange } from '../testing.ts'
import { said, unanswered, withBody } from './testing.ts'

const judged = (answer: Exchange): string => said({ json: { at: '', no_debug_output: true } }, answer)
const text = (body: string): string => judged(withBody(exchange(1, 500, {}), { text: body }))
const found = (what: string): string => `a body without stack trace, debug page or SQL text | ${what}`

describe('what tells of the inside of a program', () => {
  it.each([
    ['SyntaxError: x\n    at parse (/srv/app/body.js:92:19)', 'a JavaScript stack trace'],
    ['at Function.execute [as x] (node:internal/a:1:2)', 'a JavaScript stack trace'],
    ['{"stack":"Error\\n    at file:///srv/app.mjs:3:7"}', 'a JavaScript stack trace'],
    // Of these paths, \r and \t are no white space.
    ['at x (C:\\routes\\token.js:3:7)', 'a JavaScript stack trace'],
    ['{"stack":"at x (C:\\\\routes\\\\token.js:3:7)"}', 'a JavaScript stack trace'],
    ['{"trace":"java.lang.X\\n\\tat org.example.Token.read(Token.java:71)"}', 'a Java stack trace'],
    ['at a.B$c(Native Method)', 'a Java stack trace'],
    ['at A.B`1.C(String s) in D:\\x.cs:line 5', 'a .NET stack trace'],
    ['Traceback (most recent call last)', 'a Python stack trace'],
    ["app.rb:7:in `read'", 'a Ruby stack trace'],
    ['#0 /srv/index.php(3): f()', 'a PHP stack trace'],
    ['in x.php on line <b>5</b>', 'a PHP stack trace'],
    ['goroutine 18 [running]:', 'a Go stack trace'],
    ['SQLSTATE[42000]', 'SQL text'],
    ['ORA-00933', 'SQL text'],
    ['SELECT a\nFROM b WHERE c', 'SQL text'],
    ['{"sql":"SELECT a\\nFROM b\\rWHERE c"}', 'SQL text'],
    ['INSERT INTO a (b)', 'SQL text'],
  ])('%j: %s', (body, what) => {
    expect(text(body)).toBe(found(what))
  })

  it('in any encoding', () => {
    const octets = new Uint8Array([0xe9, ...new TextEncoder().encode(': goroutine 1 [running]')])
    expect(judged(withBody(exchange(1, 500, {}), { base64: encodeBase64(octets) }))).toBe(found('a Go stack trace'))
  })
})

describe('what does not', () => {
  it.each([
    '',
    '{"error_description":"look at https://as.example/docs:80"}',
    'Meet us at /docs:80 on Friday',
    'SELECT a plan FROM the list',
    'at noon (see Token.java)',
  ])('%j', (body) => {
    expect(text(body)).toBe('holds')
  })

  it('no answer tells nothing', () => {
    expect(judged(unanswered('reset'))).toBe('undecided: there is no body to look at')
  })
})
