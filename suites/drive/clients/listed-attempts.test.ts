import { expect, it } from 'vitest'
import type { ClientTemplate } from '../../model/profile.ts'
import { listedAttempts } from './listed-attempts.ts'

const template: ClientTemplate = {
  title: 'machine',
  entry: true,
  attempts: [
    { after: 'first', metadata: { token_endpoint_auth_method: 'client_secret_basic', response_types: [] } },
    { after: 'rejected', because: 'it wants more', metadata: { token_endpoint_auth_method: 'client_secret_basic' } },
    { after: 'rejected', because: 'it wants another', metadata: { token_endpoint_auth_method: 'client_secret_post' } },
    { after: 'rejected', because: 'it chooses', metadata: { client_name: 'x' } },
  ],
}

const methods = (listed: readonly string[] | undefined, of = template) =>
  listedAttempts(of, listed === undefined ? {} : { token_endpoint_auth_methods_supported: [...listed] }, []).map(
    ({ metadata }) => metadata.token_endpoint_auth_method,
  )

const basic = 'client_secret_basic'
const post = 'client_secret_post'

it.each([
  ['what the profile prefers, where it is listed', [post, basic], [basic, basic, post, undefined]],
  ['what is listed instead, each way once', [post], [post, post, undefined]],
  ['the most usual of several', ['private_key_jwt', post], [post, post, undefined]],
  ['the preferred ones, where nothing listed can be done', ['tls_client_auth'], [basic, basic, post, undefined]],
  ['the preferred ones, where nothing is listed', undefined, [basic, basic, post, undefined]],
] as const)('registers %s', (_, listed, expected) => {
  expect(methods(listed)).toEqual(expected)
})

it('registers a key with private_key_jwt', () => {
  const [first] = listedAttempts(template, { token_endpoint_auth_methods_supported: ['private_key_jwt'] }, [])
  expect(first?.metadata).toMatchObject({
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: ['$key.auth'] },
  })
})

it('leaves a template of a special kind as it is', () => {
  expect(methods([post], { ...template, entry: false })).toEqual([basic, basic, post, undefined])
})
