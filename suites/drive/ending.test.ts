import { describe, expect, it } from 'vitest'
import { drive } from './drive.ts'
import type { DriveInput } from './drive-input.ts'
import { asked, endangering, endingServers, ordinary } from './testing/runs.ts'
import { driveInput, scenario, step, target } from './testing/specs.ts'

const { start } = endingServers()

const client = {
  client_id: 'client-1',
  client_secret: 's3cr3t-of-client-1',
  registration_access_token: 'management-token-1',
}

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

  it('asks a server that keeps its clients while the run goes on, and once more at its end', async () => {
    const server = await start(({ method }) => (method === 'DELETE' ? { status: 405 } : undefined))
    const rows = scenario('token/rows', [step('mint', 'token')], { matrix: { n: [1, 2, 3, 4] }, fresh: true })
    const again = [1, 2, 3, 4].map((n) => ({ row: `token/rows[${n}]`, ownClient: true }))
    const repeat: DriveInput['repeat'] = async (soFar) => (soFar.again === undefined ? again : [])
    const { leftBehind } = await drive(driveInput(server.url, [rows], { repeat }))
    const paths = server.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
    const times = [...new Set(paths)].map((path) => paths.filter((each) => each === path).length)
    expect(leftBehind).toHaveLength(9)
    expect(Math.max(...times)).toBe(2)
  })

  it('finds the clients of a server that publishes another name than the target file', async () => {
    const outside = 'http://127.0.0.1:9'
    const server = await start(({ path, method }) => {
      if (path === '/metadata')
        return { json: { registration_endpoint: `${outside}/register`, token_endpoint: `${outside}/main/token` } }
      return path === '/register' && method === 'POST'
        ? { status: 201, json: { ...client, registration_client_uri: `${outside}/register/client-1` } }
        : path === '/register/client-1'
          ? { status: 204 }
          : undefined
    })
    const endpoints = {
      registration: `${server.url}/register`,
      token: `${server.url}/main/token`,
      metadata: `${server.url}/metadata`,
    }
    const evidence = await drive(driveInput(server.url, [ordinary], { target: target(server.url, { endpoints }) }))
    expect(evidence.leftBehind).toEqual([])
    expect(server.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
      '/register/client-1',
    ])
  })

  it('asks once more where the connection ends, as a server may close one that was idle', async () => {
    let cuts = 0
    const server = await start(({ method }) => {
      if (method !== 'DELETE' || cuts > 0) return undefined
      cuts += 1
      return { cut: true }
    })
    const evidence = await drive(driveInput(server.url, [ordinary]))
    expect([evidence.leftBehind, server.clients.size]).toEqual([[], 0])
    const deletions = evidence.exchanges.filter(({ operation }) => operation === 'delete_client')
    expect(deletions.map(({ failure, response }) => failure?.code ?? response?.status)).toEqual(['reset', 204])
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
