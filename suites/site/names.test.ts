import { describe, expect, it } from 'vitest'
import { inOrder, nameAndVersion, slugOf, slugsOf } from './names.ts'

describe('names of servers', () => {
  it.each([
    ['keycloak-26.7.3', 'keycloak', '26.7.3'],
    ['oauth2-mock-server-8.2.3', 'oauth2-mock-server', '8.2.3'],
    ['oidc-provider-jwt-9.13.3', 'oidc-provider-jwt', '9.13.3'],
    ['spring-7.1.2.RELEASE', 'spring', '7.1.2.RELEASE'],
    ['zitadel-v1.10.0-rc.1', 'zitadel', 'v1.10.0-rc.1'],
    ['payments', 'payments', undefined],
    ['as-2-tokens', 'as-2-tokens', undefined],
  ])('%s is %s in version %s', (folder, name, version) => {
    expect(nameAndVersion(folder)).toEqual(version === undefined ? { name } : { name, version })
  })

  it('no name is a path', () => {
    expect(['../../x', '/etc', '..', '', 'Ä b', 'a..b'].map(slugOf)).toEqual([
      'x',
      'etc',
      'unnamed',
      'unnamed',
      'a-b',
      'a.b',
    ])
  })

  it('two names never share a file', () => {
    expect(slugsOf(['A b', 'a-b', 'a b'])).toEqual(['a-b', 'a-b-2', 'a-b-3'])
  })

  it('9 comes before 10', () => {
    expect(['10.1', '9.13', '9.2'].sort(inOrder)).toEqual(['9.2', '9.13', '10.1'])
  })
})
