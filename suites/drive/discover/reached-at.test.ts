import { expect, it } from 'vitest'
import type { EndpointFact } from '../../model/evidence.ts'
import { reachedAt } from './reached-at.ts'

const at = (url: string, published?: string): EndpointFact => ({
  url,
  ...(published === undefined ? {} : { published }),
  from: 'target file',
  omittedByMetadata: false,
})
const inside = 'http://10.0.0.5:8080'

it.each([
  ['another host', '/register', 'https://as.corp.test/register', '/register/7', '/register/7'],
  ['a query', '/register', 'https://as.corp.test/register', '/register?client_id=7', '/register?client_id=7'],
  ['another path', '/register', 'https://as.corp.test/register', '/clients/7', '/clients/7'],
  ['a gateway that adds a path', '/register', 'https://as.corp.test/auth/register', '/auth/clients/7', '/clients/7'],
  ['a gateway that takes one away', '/as/register', 'https://as.corp.test/register', '/register/7', '/as/register/7'],
  ['another name of the endpoint', '/reg', 'https://as.corp.test/register', '/register/7', '/reg/7'],
])('%s', (_, configured, published, path, expected) => {
  const endpoints = { registration: at(`${inside}${configured}`, published) }
  expect(reachedAt(`https://as.corp.test${path}`, endpoints)).toBe(`${inside}${expected}`)
})

it.each([
  ['another host than the published one', 'https://other.corp.test/register/7'],
  ['a longer name', 'https://as.corp.test.other.test/register/7'],
  ['what is below none of the paths', 'https://as.corp.test/authority/register/7'],
  ['no URL', 'register/7'],
])('leaves %s as it is', (_, uri) => {
  expect(reachedAt(uri, { registration: at(`${inside}/register`, 'https://as.corp.test/auth/register') })).toBe(uri)
})

it('knows the name from another endpoint, where registration is not published', () => {
  const endpoints = {
    registration: at(`${inside}/register`),
    token: at(`${inside}/token`, 'https://AS.corp.test/token'),
  }
  expect(reachedAt('https://as.corp.test:443/register/7', endpoints)).toBe(`${inside}/register/7`)
})
