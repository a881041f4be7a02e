import { expect, it, onTestFinished } from 'vitest'
import { at } from '../../decode/pointer.ts'
import { InputError } from '../../model/errors.ts'
import type { StaticClient, Target } from '../../model/target.ts'
import { serve } from '../testing/servers.ts'
import { target } from '../testing/specs.ts'
import { createHosting, type Hosting } from './hosting.ts'
import { serveKeySets } from './key-sets.ts'
import { keySetFact } from './place.ts'
import { keySetOf } from './standing.ts'

async function freePort(): Promise<number> {
  const server = await serve(() => undefined)
  await server.close()
  return Number(new URL(server.url).port)
}

const clientAt = (jwks_uri: string): StaticClient => ({
  client_id: 'by-hand',
  jwks_uri,
  token_endpoint_auth_method: 'private_key_jwt',
})

async function hosted(path = ''): Promise<{ hosting: Hosting; described: Target; url: string }> {
  const listen = `127.0.0.1:${await freePort()}`
  const publicUrl = `http://${listen}${path}`
  const url = `${publicUrl}/sets/keys.json`
  const described = { ...target(publicUrl), hosting: { publicUrl: `${publicUrl}/`, listen }, client: clientAt(url) }
  const hosting = createHosting(described)
  onTestFinished(() => hosting.close())
  return { hosting, described, url }
}

const kidsAt = async (url: string): Promise<readonly unknown[]> => {
  const answer = await fetch(url)
  const keys = at(JSON.parse(await answer.text()), '/keys')
  return Array.isArray(keys) ? keys.map((key) => at(key, '/kid')) : []
}

it('stands at its URL for the whole run, and a row puts another one there meanwhile', async () => {
  const { hosting, described, url } = await hosted()
  const keys = await serveKeySets(hosting, described, {}, undefined)
  const own = [keys.client?.kid]
  expect(await kidsAt(url)).toEqual(own)
  expect((await fetch(url)).headers.get('cache-control')).toBe('max-age=2')

  const row = await hosting.forRow([{ id: 'keys', url }], true)
  if (typeof row === 'string') throw new Error(row)
  expect(row.url('keys')).toBe(url)
  row.serve('keys', keySetOf([{ kid: 'of the row' }]))
  row.begin('first')
  expect(await kidsAt(url)).toEqual(['of the row'])
  row.end()
  expect(await kidsAt(url)).toEqual(own)
  // What was asked for before the row began is seen, too; it belongs to no step.
  expect(row.fetches().map(({ document, step }) => [document, step])).toEqual([
    ['keys', ''],
    ['keys', ''],
    ['keys', 'first'],
  ])
  expect(hosting.strays()).toEqual([])
})

it('is found behind a proxy that leaves the path of publicUrl out', async () => {
  const { hosting, described, url } = await hosted('/below/a/path')
  await serveKeySets(hosting, described, {}, undefined)
  expect(await kidsAt(url)).toHaveLength(1)
  expect(await kidsAt(new URL('/sets/keys.json', url).href)).toHaveLength(1)
})

it('holds the keys of all clients that share it', async () => {
  const { hosting, described, url } = await hosted()
  const both = { ...described, secondClient: clientAt(url) }
  const { client, secondClient } = await serveKeySets(hosting, both, {}, undefined)
  expect(await kidsAt(url)).toEqual([client?.kid, secondClient?.kid])
})

it('an address that cannot be had is an error of the target file', async () => {
  const other = await serve(() => undefined)
  onTestFinished(() => other.close())
  const { described, url } = await hosted()
  const taken = { ...described, hosting: { publicUrl: new URL(url).origin, listen: new URL(other.url).host } }
  await expect(serveKeySets(createHosting(taken), taken, {}, undefined)).rejects.toThrow(InputError)
})

it('is nobody else’s to serve', async () => {
  const { described } = await hosted()
  expect(keySetFact({ ...described, client: clientAt('https://elsewhere.lab.test/keys.json') })).toMatchObject({
    offered: false,
    because: expect.stringContaining('hosting: { publicUrl, listen }'),
  })
  expect(keySetFact(described)).toMatchObject({ offered: true })
})
