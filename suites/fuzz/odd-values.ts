import type fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { Json } from '../model/json.ts'

type FastCheck = typeof fc

/** What programs have stumbled over before. The first one is the simplest. */
const notorious = [
  '',
  ' ',
  '"',
  '\\',
  '%',
  '%00',
  '%zz',
  '+',
  '&=',
  ';',
  "'",
  '<b>',
  'é',
  '株式会社',
  '\u{1f600}',
  '\u0000',
  'a\u0000b',
  '\u007f',
  '\u202e',
  '\ufeff',
  'tab\tbed',
  'read\r\nX-Injected: 1',
  '{{7*7}}',
  '../..',
  'null',
  'true',
  '-1',
  '1e400',
  'constructor',
  'toString',
  'a'.repeat(300),
  'a'.repeat(3000),
]

const uris = [
  'https://client.example/',
  'https://client.example/#part',
  'https://client.example:99999/',
  'http://[::1',
  '//client.example',
  'javascript:alert(1)',
  'urn:example:client',
  ' https://client.example/',
  'https://client.example/\u00e9',
]

/** Any text of up to 24 characters, and those of ill repute. Lone surrogates are no text that UTF-8 can carry. */
export const oddText = (fast: FastCheck): Arbitrary<string> =>
  fast.oneof(
    { weight: 3, arbitrary: fast.constantFrom(...notorious) },
    { weight: 1, arbitrary: fast.string({ maxLength: 24 }) },
    { weight: 1, arbitrary: fast.string({ unit: 'binary', maxLength: 24 }) },
  )

/** What stands where a URI should. Nothing here leads to a server that anybody could ask (RFC 2606). */
export const oddUri = (fast: FastCheck): Arbitrary<string> => fast.oneof(fast.constantFrom(...uris), oddText(fast))

/** Words of a scope as RFC 6749 appendix A.4 has them. */
export const scopeWords = (fast: FastCheck): Arbitrary<string> =>
  fast.array(fast.stringMatching(/^[!#-[\]-~]{1,12}$/u), { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))

/** Any JSON value, not deep. The names of members are harmless: what they do to programs is told by `registration/hostile-values`. */
export const oddJson = (fast: FastCheck): Arbitrary<Json> => {
  const leaf = fast.oneof(
    fast.constantFrom<Json>(true, false, 0, -1, 1.5, 1e300, null),
    fast.integer(),
    fast.constantFrom(...notorious.slice(0, 8)),
  )
  const list = fast.array(leaf, { maxLength: 3 })
  const object = fast.dictionary(fast.constantFrom('keys', 'name', 'a', 'b'), fast.oneof(leaf, list), { maxKeys: 2 })
  return fast.oneof<Arbitrary<Json>[]>(leaf, list, object, fast.array(object, { maxLength: 2 }))
}
