import { expect, it } from 'vitest'
import { serve } from '../drive/testing/servers.ts'
import { hosting } from './hosting.ts'

const tried = new Set(['jwks_hosting'] as const)

async function freePort(): Promise<number> {
  const server = await serve(() => undefined)
  await server.close()
  return Number(new URL(server.url).port)
}

it('finds what the run serves', async () => {
  const port = await freePort()
  const place = { publicUrl: `http://127.0.0.1:${port}/`, listen: `127.0.0.1:${port}` }
  expect(await hosting({ hosting: place }, tried)).toMatchObject([{ kind: 'good' }])
})

it('says when something else is there', async () => {
  const other = await serve(() => ({ body: 'hello' }))
  const place = { publicUrl: other.url, listen: `127.0.0.1:${await freePort()}` }
  const found = await hosting({ hosting: place }, tried)
  await other.close()
  expect(found).toMatchObject([{ kind: 'problem', says: expect.stringContaining('something else answers') }])
})

it('says when the address is taken', async () => {
  const other = await serve(() => undefined)
  const place = { publicUrl: other.url, listen: new URL(other.url).host }
  const found = await hosting({ hosting: place }, tried)
  await other.close()
  expect(found).toMatchObject([{ kind: 'problem', says: expect.stringContaining('EADDRINUSE') }])
})

it('says nothing where the target file has no such entry, or the profile no use for it', async () => {
  expect(await hosting({}, tried)).toEqual([])
  expect(await hosting({ hosting: { publicUrl: 'http://127.0.0.1:1', listen: '127.0.0.1:1' } }, new Set())).toEqual([])
})
