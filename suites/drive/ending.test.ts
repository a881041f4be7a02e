import { describe, expect, it } from 'vitest'
import { drive } from './drive.ts'
import { asked, endangering, endingServers, ordinary } from './testing/runs.ts'
import { driveInput, scenario, step } from './testing/specs.ts'

const { start } = endingServers()

describe('an interrupt', () => {
  it('ends the run, keeps what was seen, and cleans up', async () => {
    const controller = new AbortController()
    const server = await start(({ path }) => {
      if (path === '/introspect') controller.abort()
      return undefined
    })
    const evidence = await drive(driveInput(server.url, [ordinary, endangering], { signal: controller.signal }))
    expect(evidence.run.interrupted).toBe(true)
    expect(evidence.complete).toBe(false)
    expect(Object.keys(evidence).at(-1)).toBe('complete')
    expect(server.clients.size).toBe(0)
    expect(evidence.exchanges.find(({ operation }) => operation === 'introspect')).toMatchObject({
      failure: { code: 'interrupted' },
    })
  })

  it('before the start sends nothing, and says so for every step', async () => {
    const server = await start()
    const evidence = await drive(driveInput(server.url, [ordinary], { signal: AbortSignal.abort() }))
    expect(server.asked).toEqual([])
    expect(evidence.run.interrupted).toBe(true)
    expect(evidence.scenarios[0]?.steps.mint).toMatchObject({ kind: 'blocked' })
  })
})

describe('clean-up', () => {
  it('leaves clients where it is told to, or where the server keeps them, and lists them', async () => {
    const kept = await start()
    const left = await drive(driveInput(kept.url, [ordinary], { keepClients: true }))
    expect([left.leftBehind, kept.clients.size]).toEqual([['client-1'], 1])
    const stubborn = await start(({ method }) => (method === 'DELETE' ? { status: 403 } : undefined))
    expect((await drive(driveInput(stubborn.url, [ordinary]))).leftBehind).toEqual(['client-1'])
  })

  it('does not delete twice what a scenario has deleted', async () => {
    const server = await start()
    const deleting = scenario('management/delete', [step('gone', 'delete_client')], { fresh: true })
    const evidence = await drive(driveInput(server.url, [deleting]))
    expect(asked(evidence).filter(([, operation]) => operation === 'delete_client')).toEqual([
      ['management/delete', 'delete_client', 204],
      ['clean-up', 'delete_client', 204],
    ])
    expect(evidence.leftBehind).toEqual([])
  })
})
