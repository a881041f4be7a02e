import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChallenges } from './challenge.ts'

describe('parseChallenges', () => {
  it.each([
    [[], []],
    [[''], []],
    [['Basic'], [{ scheme: 'Basic', parameters: [] }]],
    [['Basic realm="a\\ \\"b"'], [{ scheme: 'Basic', parameters: [['realm', 'a "b']] }]],
    [['Basic realm="a, b"'], [{ scheme: 'Basic', parameters: [['realm', 'a, b']] }]],
    [['Basic REALM = "a\\"b\\\\c"'], [{ scheme: 'Basic', parameters: [['realm', 'a"b\\c']] }]],
    [
      ['Bearer realm=x,error=invalid_token , , scope="a b"'],
      [
        {
          scheme: 'Bearer',
          parameters: [
            ['realm', 'x'],
            ['error', 'invalid_token'],
            ['scope', 'a b'],
          ],
        },
      ],
    ],
    [
      ['Bearer error=a, error=b'],
      [
        {
          scheme: 'Bearer',
          parameters: [
            ['error', 'a'],
            ['error', 'b'],
          ],
        },
      ],
    ],
    // By the grammar these are a token68 and a parameter: neither is a realm.
    [['Basic realm= '], [{ scheme: 'Basic', token68: 'realm=', parameters: [] }]],
    [['Negotiate YWI= x'], [{ scheme: 'Negotiate', parameters: [['ywi', 'x']] }]],
    [['Negotiate YWI='], [{ scheme: 'Negotiate', token68: 'YWI=', parameters: [] }]],
    [
      ['Negotiate YWI==, Basic realm="x"'],
      [
        { scheme: 'Negotiate', token68: 'YWI==', parameters: [] },
        { scheme: 'Basic', parameters: [['realm', 'x']] },
      ],
    ],
    [
      [', Basic realm="x", Bearer, DPoP algs="ES256",'],
      [
        { scheme: 'Basic', parameters: [['realm', 'x']] },
        { scheme: 'Bearer', parameters: [] },
        { scheme: 'DPoP', parameters: [['algs', 'ES256']] },
      ],
    ],
    [
      ['Basic realm="x"', 'Bearer realm="y"'],
      [
        { scheme: 'Basic', parameters: [['realm', 'x']] },
        { scheme: 'Bearer', parameters: [['realm', 'y']] },
      ],
    ],
    [
      ['Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"'],
      [
        {
          scheme: 'Newauth',
          parameters: [
            ['realm', 'apps'],
            ['type', '1'],
            ['title', 'Login to "apps"'],
          ],
        },
        { scheme: 'Basic', parameters: [['realm', 'simple']] },
      ],
    ],
  ])('parses %j', (values, challenges) => {
    expect(parseChallenges(values)).toEqual({ ok: true, value: challenges })
  })

  it.each([
    ['realm="x"', 'has a parameter that belongs to no challenge'],
    ['Basic, realm="x"', 'has a parameter that belongs to no challenge'],
    ['"Basic"', 'has no authentication scheme where one is due'],
    ['Basic realm="x', 'has a quoted string that does not end'],
    ['Basic a=b, realm=', 'has a parameter without a value'],
    ['Basic realm="x" error="y"', 'has two parameters without a comma between them'],
    ['Bearer error="x"; error_description="y"', 'has two parameters without a comma between them'],
    ['Basic "x"', 'has something after a scheme that is no parameter'],
    ['Basic:realm=x', 'has something after a scheme that is no parameter'],
    ['Negotiate YWI== x', 'has a parameter without a value'],
  ])('refuses %j: %s', (value, problem) => {
    const parsed = parseChallenges([value])
    expect(parsed.ok ? undefined : parsed.problem).toBe(problem)
  })

  it('gives back any parameters, and never throws', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ab,"\\= \t') })
    const quote = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const field = `Bearer ${values.map((each, index) => `p${index}=${quote(each)}`).join(', ')}`
        const parameters = values.map((each, index) => [`p${index}`, each])
        expect(parseChallenges([field, field])).toEqual({
          ok: true,
          value: [
            { scheme: 'Bearer', parameters },
            { scheme: 'Bearer', parameters },
          ],
        })
      }),
    )
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(typeof parseChallenges(values).ok).toBe('boolean')
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.string()), (values) => {
        expect(typeof parseChallenges(values).ok).toBe('boolean')
      }),
    )
  })
})
