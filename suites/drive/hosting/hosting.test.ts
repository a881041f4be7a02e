import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHosting, type Hosting } from './hosting.ts'
import type { RowHost } from './row-host.ts'
import type { Served } from './served.ts'

const served = (more: Partial<Served> = {}): Served => ({
  status: 200,
  headers: [['Content-Type', 'application/json']],
  body: new TextEncoder().encode('{"keys":[]}'),
  delay: 0,
  padding: 0,
  close: false,
  ...more,
})

function hosting(target: Parameters<typeof createHosting>[0] = {}): Hosting {
  const made = createHosting(target)
  onTestFinished(() => made.close())
  return made
}

async function rowOf(made: Hosting, ...documents: string[]): Promise<RowHost> {
  const row = await made.forRow(
    documents.map((id) => ({ id })),
    true,
  )
  if (typeof row === 'string') throw new Error(row)
  return row
}

const urlOf = (row: RowHost, document: string): string => row.url(document) ?? ''

describe('a document of a row', () => {
  it('is served at an unguessable place, and each request for it is told', async () => {
    const row = await rowOf(hosting(), 'keys')
    row.serve('keys', served())
    row.begin('token')
    const answer = await fetch(urlOf(row, 'keys'), { headers: { 'X-From': 'a server' } })
    expect(await answer.text()).toBe('{"keys":[]}')
    expect(new URL(urlOf(row, 'keys')).pathname).toMatch(/^\/[0-9a-f]{32}$/u)
    const [told, ...more] = row.fetches()
    expect(more).toEqual([])
    expect(told).toMatchObject({ document: 'keys', step: 'token', method: 'GET', from: 'loopback', octets: 11 })
    expect(told?.headers).toContainEqual(['X-From', 'a server'])
  })

  it('changes, and ends with its row', async () => {
    const made = hosting()
    const row = await rowOf(made, 'keys')
    row.serve('keys', served())
    row.serve('keys', served({ status: 500 }))
    expect((await fetch(urlOf(row, 'keys'))).status).toBe(500)
    row.end()
    expect((await fetch(urlOf(row, 'keys'))).status).toBe(404)
    expect(row.fetches()).toHaveLength(1)
    expect(made.strays()).toHaveLength(1)
  })

  it('is found by another spelling of its path', async () => {
    const row = await rowOf(hosting(), 'keys')
    row.serve('keys', served())
    const url = urlOf(row, 'keys')
    const other = url.replace(/(.)$/u, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
    expect((await fetch(other)).status).toBe(200)
    expect(row.fetches()[0]?.target).toContain('%')
  })

  it('may be a connection that closes', async () => {
    const row = await rowOf(hosting(), 'keys')
    row.serve('keys', served({ close: true }))
    await expect(fetch(urlOf(row, 'keys'))).rejects.toThrow()
    expect(row.fetches()[0]?.ended).toBe('closed')
  })

  it('may come late, and whoever leaves before is seen to leave', async () => {
    const row = await rowOf(hosting(), 'keys')
    row.serve('keys', served({ delay: 60_000 }))
    const leaving = new AbortController()
    const asking = fetch(urlOf(row, 'keys'), { signal: leaving.signal })
    await expect.poll(() => row.fetches().length, { timeout: 10_000 }).toBe(1)
    leaving.abort()
    await expect(asking).rejects.toThrow()
    await expect.poll(() => row.fetches()[0], { timeout: 10_000 }).toMatchObject({ ended: 'left', octets: 0 })
  })

  it('may be large, and is counted as far as it is taken', async () => {
    const row = await rowOf(hosting(), 'keys')
    row.serve('keys', served({ padding: 16_777_216 }))
    const answer = await fetch(urlOf(row, 'keys'))
    await answer.body?.getReader().read()
    await answer.body?.cancel().catch(() => undefined)
    row.end()
    expect(row.fetches()[0]?.octets).toBeLessThan(16_777_216)
  })
})

it('nothing else is served, and strays are kept up to a limit', async () => {
  const made = hosting()
  const row = await rowOf(made, 'keys')
  const base = new URL(urlOf(row, 'keys')).origin
  for (let index = 0; index < 25; index += 1) expect((await fetch(`${base}/scan-${index}`)).status).toBe(404)
  expect(made.strays()).toHaveLength(20)
  expect(row.fetches()).toEqual([])
})

it('nothing listens before a row asks', async () => {
  const made = createHosting({ hosting: { publicUrl: 'https://ci.example.org', listen: '127.0.0.1:1' } })
  await made.close()
  expect(made.strays()).toEqual([])
})

it('where the run cannot listen it says which entry is to blame', async () => {
  const first = await rowOf(hosting(), 'keys')
  const { port } = new URL(urlOf(first, 'keys'))
  const second = hosting({ hosting: { publicUrl: 'https://ci.example.org', listen: `127.0.0.1:${port}` } })
  expect(await second.forRow([{ id: 'keys' }], false)).toBe(
    `hosting.listen: cannot listen on 127.0.0.1:${port} (EADDRINUSE)`,
  )
})

it('a server elsewhere gets nothing without an entry in the target file', async () => {
  expect(await hosting().forRow([{ id: 'keys' }], false)).toBe('the run serves no documents')
})

it('more than 300 requests are refused', async () => {
  const row = await rowOf(hosting(), 'keys')
  row.serve('keys', served())
  const statuses: number[] = []
  for (let index = 0; index < 301; index += 1) {
    const answer = await fetch(urlOf(row, 'keys'))
    await answer.text()
    statuses.push(answer.status)
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(300)
  expect(row.fetches().at(-1)?.ended).toBe('refused')
})

it('what is no HTTP is no request', async () => {
  const row = await rowOf(hosting(), 'keys')
  const { port } = new URL(urlOf(row, 'keys'))
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end('\0\0\0\n\n'))
    socket.on('close', () => resolve())
    socket.on('error', () => resolve())
    socket.resume()
  })
  expect(row.fetches()).toEqual([])
})
