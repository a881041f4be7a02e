import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { InsideSpelling } from '../../model/language.ts'
import { createHosting } from './hosting.ts'
import { insideAddress, insidePlace } from './inside.ts'
import { canaryFact } from './place.ts'
import type { RowHost } from './row-host.ts'

async function rowWith(spelling: InsideSpelling): Promise<RowHost> {
  const made = createHosting({ hosting: { internal: true, canary: '127.0.0.2' } })
  onTestFinished(() => made.close())
  const row = await made.forRow([{ id: 'public' }, { id: 'inside' }], true)
  if (typeof row === 'string') throw new Error(row)
  onTestFinished(() => row.end())
  expect(await row.inside('inside', spelling)).toBeUndefined()
  row.begin('token')
  return row
}

describe('a document where the server must not call', () => {
  it.each([
    'plain',
    'short',
    'number',
    'mapped',
    'localhost',
    'unspecified',
  ] as const)('is there by the spelling %s, and each request for it is told', async (spelling) => {
    const row = await rowWith(spelling)
    await fetch(row.url('inside') ?? '').catch(() => undefined)
    expect(row.fetches()).toMatchObject([{ document: 'inside', step: 'token', method: 'GET', from: 'loopback' }])
  })

  it('counts a connection over which nothing is asked', async () => {
    const row = await rowWith('plain')
    const { port } = new URL(row.url('inside') ?? '')
    const socket = connect(Number(port), '127.0.0.2', () => socket.write('\x16\x03\x01\0\x05'))
    socket.on('error', () => undefined)
    await expect
      .poll(() => row.fetches(), { timeout: 5_000 })
      .toMatchObject([{ document: 'inside', method: '', target: '' }])
  })

  it('is not where public documents are', async () => {
    const row = await rowWith('plain')
    expect(new URL(row.url('public') ?? '').host).not.toBe(new URL(row.url('inside') ?? '').host)
    expect(row.fetches()).toEqual([])
  })
})

describe('the address', () => {
  it('is one of this machine, or what the target file names', () => {
    expect(insideAddress({ hosting: { internal: true, canary: '10.0.0.7' } }, false)).toBe('10.0.0.7')
    expect(insideAddress({ hosting: { internal: true } }, false)).toBeUndefined()
    expect(insideAddress({ hosting: { publicUrl: 'https://ci.lab.test', listen: '[::]:1' } }, true)).toBeUndefined()
  })

  it('has the spellings that lead to it', () => {
    expect(insidePlace('10.0.0.7', 'short')).toEqual({ address: '10.0.0.7', host: '10.7' })
    expect(insidePlace('10.0.0.7', 'number')).toEqual({ address: '10.0.0.7', host: '167772167' })
    expect(insidePlace('10.0.0.7', 'localhost')).toBeUndefined()
    expect(insidePlace('::1', 'short')).toBeUndefined()
    expect(insidePlace('::1', 'plain')).toEqual({ address: '::1', host: '[::1]' })
  })

  it('is missing for a reason that says what to write', () => {
    expect(canaryFact({}, true)).toMatchObject({ offered: false, because: expect.stringContaining('internal: true') })
    expect(canaryFact({ hosting: { internal: true } }, false)).toMatchObject({
      offered: false,
      because: expect.stringContaining('hosting: { canary }'),
    })
  })
})
