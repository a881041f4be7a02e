import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { box } from './fleet/testing.ts'
import { grantcheck } from './testing.ts'

/** A gateway that sends everybody to a login, with an address that is as long as such addresses are. */
const gateway: Server = createServer((_, outgoing) => {
  outgoing.writeHead(302, { Location: `http://127.0.0.1:9/login?state=${'x'.repeat(500)}` }).end()
})
let issuer = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const address = gateway.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/realms/one`
})
afterAll(() => gateway.close())

/** The last words of the reason. */
const fix = 'let the gateway pass /.well-known/ without one.'
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ')

describe('what to do is told whole, however long the answers of the server were', () => {
  it('by a run, also where all reports go to files', async () => {
    const { code, out } = await grantcheck(['run', issuer, '--profile', 'rfc', '--quiet'])
    expect(code).toBe(3)
    expect(oneLine(out).split(fix)).toHaveLength(3)
    const json = join(await box({}), 'r.json')
    const { err } = await grantcheck(['run', issuer, '--profile', 'rfc', '--quiet', '--report', `json=${json}`])
    expect(err).toContain(fix)
  })

  it('by a fleet, as targets are done and in the table', async () => {
    const folder = await box({ 'fleet.yaml': { fleet: 'One', targets: [issuer], defaults: { profile: 'rfc' } } })
    const { out, err } = await grantcheck(['fleet', join(folder, 'fleet.yaml'), '--out', join(folder, 'out')])
    expect(oneLine(out)).toContain(fix)
    expect(err).toContain(fix)
  })
})
