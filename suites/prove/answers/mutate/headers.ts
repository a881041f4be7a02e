import type { Exchange, HeaderField } from '../../../model/evidence.ts'
import { answered, type Mutation } from './mutation.ts'

type Change = readonly [change: string, value: string]

/** Another value that the field may have, and one that it must not have, by its name in lower case. */
const values: Readonly<Record<string, readonly Change[]>> = {
  'content-type': [
    ['text/html', 'text/html'],
    ['text/plain', 'text/plain'],
    ['application/jwt', 'application/jwt'],
    ['application/json', 'application/json'],
    ['form', 'application/x-www-form-urlencoded'],
    ['illegal value', 'json'],
  ],
  'cache-control': [
    ['public, max-age=3600', 'public, max-age=3600'],
    ['private', 'private'],
    ['illegal value', 'no store;'],
  ],
  pragma: [
    ['legal value', 'x-other'],
    ['illegal value', 'no cache;'],
  ],
  date: [
    ['a year earlier', 'Sat, 29 Nov 2025 12:00:00 GMT'],
    ['illegal value', 'yesterday'],
  ],
  'www-authenticate': [
    ['legal value', 'Digest realm="as", nonce="8f2c"'],
    ['illegal value', 'Bearer realm="as'],
  ],
  allow: [
    ['legal value', 'PATCH'],
    ['illegal value', 'POST; GET'],
  ],
  'content-length': [
    ['legal value', '1'],
    ['illegal value', '-1'],
  ],
  'dpop-nonce': [
    ['legal value', 'another-nonce'],
    ['illegal value', 'a nonce "with" blanks'],
  ],
  location: [
    ['legal value', 'https://other.example/'],
    ['illegal value', 'http://['],
  ],
}

const others: readonly Change[] = [
  ['legal value', 'other'],
  ['illegal value', '\u0000'],
]

/** Each header field dropped, emptied, doubled, and with other values. */
export function otherHeaders(exchange: Exchange): readonly Mutation[] {
  const headers = exchange.response?.headers ?? []
  return headers.flatMap(([name, value], index) => {
    if (headers.findIndex(([other]) => other.toLowerCase() === name.toLowerCase()) !== index) return []
    const become = (change: string, fields: readonly HeaderField[]): Mutation => ({
      place: `header ${name}`,
      change,
      exchanges: answered(exchange, { headers: headers.toSpliced(index, 1, ...fields) }),
    })
    return [
      become('dropped', []),
      become('empty', [[name, '']]),
      become('doubled', [
        [name, value],
        [name, value],
      ]),
      ...changesOf(name, value).map(([change, other]) => become(change, [[name, other]])),
    ]
  })
}

function changesOf(name: string, value: string): readonly Change[] {
  const known = values[name.toLowerCase()] ?? others
  return [...known, ...(name.toLowerCase() === 'content-type' ? charsets(value) : [])].filter(
    ([, other]) => other !== value,
  )
}

const charsets = (value: string): readonly Change[] => [
  ['another case', value.toUpperCase()],
  ['charset utf-8', `${value}; charset=utf-8`],
  ['charset iso-8859-1', `${value}; charset=iso-8859-1`],
  ['charset without value', `${value}; charset=`],
]
