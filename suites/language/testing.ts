import type { Json } from '../model/json.ts'
import type { Scope } from './scope.ts'

/** A run that saw nothing. */
export const emptyScope: Scope = {
  row: {},
  facts: {
    named: 'http://127.0.0.1:1',
    loopback: true,
    https: false,
    registers: false,
    parameters: {},
    endpoints: {},
    capabilities: {},
  },
  exchange: () => undefined,
  minted: () => undefined,
  all: () => [],
  invent: () => '',
  secretFacts: () => undefined,
}

/** A value as an expression: a leading "$" is doubled. An object with `derive` stays a derivation. */
export function literally(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('$') ? `$${value}` : value
  if (Array.isArray(value)) return value.map(literally)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, literally(member)]))
}
