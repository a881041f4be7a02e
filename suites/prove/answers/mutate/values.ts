import { isObject } from '../../../decode/json.ts'
import { typeOf } from '../../../decode/type-of.ts'
import type { SecretFacts } from '../../../model/evidence.ts'
import type { Json } from '../../../model/json.ts'

/** What a value may become. */
export interface ValueChange {
  readonly change: string
  readonly value: Json
  /** Of a value that is a secret: what is to be attested of the new one, by its tag. */
  readonly secrets?: Readonly<Record<string, SecretFacts>>
}

/** Every change of a value that is no secret, whatever it means. */
export function changesOf(value: Json): readonly ValueChange[] {
  const found = [...otherTypes(value), ...within(value)]
  return found.filter((each) => JSON.stringify(each.value) !== JSON.stringify(value))
}

/** null, and one value of each other JSON type. */
export function otherTypes(value: Json): readonly ValueChange[] {
  const own = typeOf(value)
  const all: readonly (readonly [type: string, value: Json])[] = [
    ['string', typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'text'],
    ['number', 1],
    ['boolean', true],
    ['array', [value]],
    ['object', { value }],
    ['null', null],
  ]
  const numeric = own === 'integer' || own === 'number'
  return all
    .filter(([type]) => type !== own && !(numeric && type === 'number'))
    .map(([type, other]) => ({ change: type === 'null' ? 'null' : `as ${type}`, value: other }))
}

function within(value: Json): readonly ValueChange[] {
  if (typeof value === 'string') return texts(value)
  if (typeof value === 'number') return numbers(value)
  if (typeof value === 'boolean') return [{ change: 'negated', value: !value }]
  if (Array.isArray(value)) return lists(value)
  return isObject(value) ? [{ change: 'empty', value: {} }] : []
}

function texts(value: string): readonly ValueChange[] {
  return [
    { change: 'empty', value: '' },
    { change: 'another case', value: swapCase(value) },
    { change: 'leading blank', value: ` ${value}` },
    { change: 'trailing blank', value: `${value} ` },
    { change: 'another value', value: another(value) },
    ...(/^https?:\/\//u.test(value) ? urls(value) : []),
  ]
}

/** A URL of its own path, or another word. */
const another = (value: string): string =>
  /^https?:\/\//u.test(value) ? `${value.replace(/\/$/u, '')}/other` : 'other'

const swapCase = (text: string): string =>
  [...text].map((each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase())).join('')

function urls(value: string): readonly ValueChange[] {
  const [scheme = '', rest = ''] = value.split('://')
  const [, path = ''] = /^[^/]*(.*)$/u.exec(rest) ?? []
  return [
    { change: 'another scheme', value: `${scheme === 'https' ? 'http' : 'ftp'}://${rest}` },
    { change: 'another host', value: `${scheme}://other.example${path}` },
    { change: 'with a fragment', value: `${value}#fragment` },
    { change: 'with user information', value: `${scheme}://user:pass@${rest}` },
    { change: 'relative', value: path === '' ? '/' : path },
  ]
}

function numbers(value: number): readonly ValueChange[] {
  return [
    { change: 'fraction', value: value + 0.5 },
    { change: 'negative', value: -Math.abs(value === 0 ? 1 : value) },
    { change: 'zero', value: 0 },
    { change: '2^53', value: 2 ** 53 },
    { change: '10^30', value: 1e30 },
    { change: 'milliseconds', value: value * 1000 },
  ]
}

function lists(value: readonly Json[]): readonly ValueChange[] {
  const [first] = value
  return [
    { change: 'empty', value: [] },
    { change: 'with a null', value: [...value, null] },
    ...(first === undefined ? [] : [{ change: 'with a duplicate', value: [...value, first] }]),
  ]
}
