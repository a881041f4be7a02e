import { describe, expect, test } from 'vitest'
import { spoilt } from '../testing/spoilt.ts'
import { brief } from '../testing/told.ts'

describe('requirements', () => {
  test('a count that is wrong, an id that is there twice', async () => {
    expect(brief(await spoilt('requirements/rfc6749.yaml', 'count: 2', 'count: 3'))).toEqual([
      'specs/requirements/rfc6749.yaml:4:8 count is 3, but there are 2 requirements',
    ])
    expect(
      brief(await spoilt('requirements/rfc6749.yaml', 'id: rfc6749.5.1.no-store', 'id: rfc6749.5.2.error-member')),
    ).toContainEqual(expect.stringContaining('has a requirement of the same id'))
  })
})
