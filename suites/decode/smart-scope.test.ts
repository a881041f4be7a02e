import { describe, expect, it } from 'vitest'
import { scopesBeyond, scopesInCommon } from './smart-scope.ts'

const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '')

describe('what the scopes of SMART allow', () => {
  it.each<[scopes: string, others: string, beyond: string]>([
    ['system/Patient.rs', 'system/Patient.rs', ''],
    ['system/Patient.read', 'system/Patient.rs', ''],
    ['system/Patient.rs', 'system/Patient.read', ''],
    ['system/Patient.write', 'system/Patient.cud', ''],
    ['system/Patient.*', 'system/Patient.cruds', ''],
    ['system/Patient.rs', 'system/Patient.r system/Patient.s', ''],
    ['system/Patient.r system/Patient.s', 'system/Patient.rs', ''],
    ['system/Patient.rs', 'system/*.cruds', ''],
    ['system/*.rs', 'system/Patient.rs', 'system/*.rs'],
    ['system/Patient.cruds', 'system/Patient.rs', 'system/Patient.cruds'],
    ['system/Patient.rs', 'user/Patient.rs', 'system/Patient.rs'],
    ['system/Observation.rs', 'system/Patient.rs', 'system/Observation.rs'],
    ['system/Observation.rs?category=vital-signs', 'system/Observation.rs', ''],
    ['system/Observation.rs', 'system/Observation.rs?category=vital-signs', 'system/Observation.rs'],
    ['system/Observation.rs?a=1', 'system/Observation.rs?a=2', 'system/Observation.rs?a=1'],
    // Letters out of order are no interactions: such a scope is only itself.
    ['system/Patient.dus', 'system/Patient.cruds', 'system/Patient.dus'],
    ['system/Patient.dus', 'system/Patient.dus', ''],
    ['system/Patient.', 'system/Patient.cruds', 'system/Patient.'],
    ['introspect', 'introspect', ''],
    ['introspect', 'system/*.cruds', 'introspect'],
  ])('%s beyond %s: %s', (scopes, others, beyond) => {
    expect(scopesBeyond(words(scopes), words(others))).toEqual(words(beyond))
  })

  it.each<[scopes: string, others: string, common: string]>([
    ['system/Patient.rs', 'system/Observation.rs', ''],
    ['system/Patient.rs system/Observation.r', 'system/Observation.rs', 'system/Observation.r'],
    ['system/*.cruds', 'system/Observation.rs', 'system/*.cruds'],
    ['system/Observation.read', 'system/*.s', 'system/Observation.read'],
    ['system/Observation.cud', 'system/Observation.rs', ''],
    [
      'system/Observation.rs?category=vital-signs',
      'system/Observation.rs',
      'system/Observation.rs?category=vital-signs',
    ],
    ['user/Observation.rs', 'system/Observation.rs', ''],
    ['read', 'write', ''],
    ['read write', 'write', 'write'],
  ])('%s in common with %s: %s', (scopes, others, common) => {
    expect(scopesInCommon(words(scopes), words(others))).toEqual(words(common))
  })
})
