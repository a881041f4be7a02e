import { describe, expect, it } from 'vitest'
import { decodeBase64 } from '../../decode/base64.ts'
import { authDefects } from '../../model/vocabulary.ts'
import { signing } from '../testing/signing.ts'
import { authenticateBy } from './by-method.ts'
import { type Credentials, credentialsIn } from './credentials.ts'
import { withDefect } from './defects.ts'
import type { Authentication } from './parts.ts'

const genuine = { id: 'my client', secret: 'p+ss/w:rd', method: 'client_secret_basic' }
const invent = (_: string, name: string): string => `invented-${name}`
const other = { id: 'other', secret: 'others-secret', method: 'client_secret_basic' }

const by = (one: Credentials) => authenticateBy(one, signing())
const basicOf = (found: Authentication): string => {
  const value = found.kind === 'parts' ? found.parts.headers[0]?.[1] : undefined
  const octets = decodeBase64(value?.replace(/^basic /iu, '') ?? '')
  return octets.ok ? new TextDecoder().decode(octets.value) : `not base64: ${value}`
}

describe('client authentication', () => {
  it('form-encodes id and secret before Basic (RFC 6749 section 2.3.1)', async () => {
    expect(basicOf(await by(genuine))).toBe('my+client:p%2Bss%2Fw%3Ard')
  })

  it('puts them into the form as they are for client_secret_post', async () => {
    expect(await by({ ...genuine, method: 'client_secret_post' })).toMatchObject({
      parts: {
        headers: [],
        form: [
          ['client_id', 'my client'],
          ['client_secret', 'p+ss/w:rd'],
        ],
      },
    })
  })

  it('sends only the id of a public client', async () => {
    expect(await by({ id: 'a', method: 'none' })).toMatchObject({
      parts: { headers: [], form: [['client_id', 'a']] },
    })
  })

  it('names a method that it does not speak, and a secret that is not there', async () => {
    expect(await by({ ...genuine, method: 'xq7_method' })).toMatchObject({
      kind: 'blocked',
      because: expect.stringContaining('xq7_method'),
    })
    expect(await by({ id: 'a', method: 'client_secret_basic' })).toMatchObject({ kind: 'blocked' })
  })

  it.each([
    [
      { client_id: 'a', client_secret: 's' },
      { id: 'a', secret: 's', method: 'client_secret_basic' },
    ],
    [{ client_id: 'a' }, { id: 'a', method: 'none' }],
    [
      { client_id: 'a', token_endpoint_auth_method: 'client_secret_post' },
      { id: 'a', method: 'client_secret_post' },
    ],
    [{ client_id: 5 }, undefined],
    [undefined, undefined],
  ])('reads %j', (information, expected) => {
    expect(credentialsIn(information)).toEqual(expected)
  })
})

describe('defects', () => {
  const basic = async (defect: (typeof authDefects)[number]): Promise<string> =>
    basicOf(await withDefect(defect, { genuine, other, invent, by }))

  it.each([
    ['wrong_secret', 'my+client:invented-opaque'],
    ['unknown_client', 'invented-uuid:p%2Bss%2Fw%3Ard'],
    ['empty_secret', 'my+client:'],
    ['near_miss_secret', 'my+client:p%2Bss%2Fw%3Arq'],
    ['case_changed_secret', 'my+client:P%2BSS%2FW%3ARD'],
    ['case_changed_client', 'MY+CLIENT:p%2Bss%2Fw%3Ard'],
    ['truncated_secret', 'my+client:p%2Bss%2Fw%3Ar'],
    ['other_clients_secret', 'my+client:others-secret'],
    ['documentation_literal', 'username:password'],
    ['raw_basic', 'my client:p+ss/w:rd'],
    ['lower_case_scheme', 'my+client:p%2Bss%2Fw%3Ard'],
    ['extended_secret', 'my+client:p%2Bss%2Fw%3Ard%3Ax'],
    ['double_encoded_basic', 'my+client:p%252Bss%252Fw%253Ard'],
    ['empty_user', ':p%2Bss%2Fw%3Ard'],
    ['nul_in_secret', 'my+client:p%2Bss%2Fw%3Ard%00x'],
    ['nul_in_client_id', 'my+client%00x:p%2Bss%2Fw%3Ard'],
  ] as const)('%s', async (defect, expected) => {
    expect(await basic(defect)).toBe(expected)
  })

  it.each([
    ['no_authentication', { headers: [], form: [], query: [] }],
    ['missing_secret', { headers: [], form: [['client_id', 'my client']], query: [] }],
    [
      'credentials_in_query',
      {
        headers: [],
        form: [],
        query: [
          ['client_id', 'my client'],
          ['client_secret', 'p+ss/w:rd'],
        ],
      },
    ],
    [
      'both_methods',
      {
        form: [
          ['client_id', 'my client'],
          ['client_secret', 'p+ss/w:rd'],
        ],
      },
    ],
    ['malformed_basic', { headers: [['Authorization', expect.stringMatching(/^Basic .*%/u)]] }],
    ['scheme_alone', { headers: [['Authorization', 'Basic']] }],
    ['no_separator', { headers: [['Authorization', expect.stringMatching(/^Basic\w/u)]] }],
    ['tab_separator', { headers: [['Authorization', expect.stringMatching(/^Basic\t\w/u)]] }],
    ['other_scheme', { headers: [['Authorization', expect.stringMatching(/^BasicX /u)]] }],
    ['two_credentials', { headers: [['Authorization', expect.stringMatching(/^Basic (\S+), Basic \1$/u)]] }],
    ['lower_case_scheme', { headers: [['Authorization', expect.stringMatching(/^basic /u)]] }],
  ] as const)('%s has the right parts', async (defect, parts) => {
    expect(await withDefect(defect, { genuine, other, invent, by })).toMatchObject({ kind: 'parts', parts })
  })

  it.each(authDefects)('%s never sends the genuine credentials in the genuine way', async (defect) => {
    expect(await withDefect(defect, { genuine, other, invent, by })).not.toEqual(await by(genuine))
  })

  it('leaves padding out, and has no meaning where there is none', async () => {
    expect(await withDefect('unpadded_basic', { genuine, invent, by })).toMatchObject({
      parts: { headers: [['Authorization', expect.stringMatching(/[^=]$/u)]] },
    })
    expect(
      await withDefect('unpadded_basic', { genuine: { ...genuine, id: 'ab', secret: 'abc' }, invent, by }),
    ).toMatchObject({
      kind: 'skipped',
    })
  })

  it.each([
    'case_changed_secret',
    'case_changed_client',
    'raw_basic',
  ] as const)('%s has no meaning for digits', async (defect) => {
    expect(
      await withDefect(defect, { genuine: { ...genuine, id: '1', secret: '12345678' }, invent, by }),
    ).toMatchObject({
      kind: 'skipped',
    })
  })

  it('needs a second client for its secret, and a secret for a wrong one', async () => {
    expect(await withDefect('other_clients_secret', { genuine, invent, by })).toMatchObject({ kind: 'blocked' })
    expect(await withDefect('wrong_secret', { genuine: { id: 'a', method: 'none' }, invent, by })).toMatchObject({
      kind: 'skipped',
    })
  })
})
