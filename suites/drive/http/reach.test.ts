import { describe, expect, it } from 'vitest'
import { target } from '../testing/specs.ts'
import { createReach, nearnessOf, type Resolve } from './reach.ts'

/** Names that lead to these addresses, one after the other. */
function leading(answers: Readonly<Record<string, readonly string[]>>): Resolve {
  const left = new Map(Object.entries(answers).map(([name, addresses]) => [name, [...addresses]]))
  return (name, _, done) => {
    const addresses = left.get(name) ?? []
    const address = (addresses.length > 1 ? addresses.shift() : addresses[0]) ?? ''
    done(null, [{ address, family: 4 }])
  }
}

const found = (reach: ReturnType<typeof createReach>, name: string): Promise<string> =>
  new Promise((resolve) => {
    reach.lookup(name, {}, (error, address) => resolve(error === null ? String(address) : error.message))
  })

describe('how near an address is', () => {
  it.each([
    ['8.8.8.8', 0],
    ['2606:4700::1', 0],
    ['10.1.2.3', 1],
    ['172.31.0.1', 1],
    ['172.32.0.1', 0],
    ['192.168.1.1', 1],
    ['100.64.0.1', 1],
    ['fd00::1', 1],
    ['127.0.0.1', 2],
    ['127.9.9.9', 2],
    ['0.0.0.0', 2],
    ['169.254.169.254', 2],
    ['::1', 2],
    ['::', 2],
    ['fe80::1', 2],
    ['::ffff:127.0.0.1', 2],
    ['::ffff:10.0.0.1', 1],
  ])('%s: %i', (address, nearness) => expect(nearnessOf(address)).toBe(nearness))
})

describe('a target that is not on this machine', () => {
  const far = target('', { issuer: 'https://as.corp.test' })

  it('does not lead to this machine by another name', async () => {
    const reach = createReach(
      far,
      leading({ 'as.corp.test': ['8.8.8.8'], 'jwks.test': ['127.0.0.1'], 'in.test': ['10.0.0.1'] }),
    )
    expect(await found(reach, 'as.corp.test')).toBe('8.8.8.8')
    expect(await found(reach, 'jwks.test')).toMatch(/^not sent: jwks\.test leads to an address of this machine/u)
    expect(await found(reach, 'in.test')).toMatch(/^not sent: in\.test leads to a private address/u)
  })

  it('is not followed when its name begins to lead to this machine', async () => {
    const reach = createReach(far, leading({ 'as.corp.test': ['8.8.8.8', '127.0.0.1'] }))
    expect(await found(reach, 'as.corp.test')).toBe('8.8.8.8')
    expect(await found(reach, 'as.corp.test')).toBe(
      'not sent: as.corp.test has begun to lead to an address of this machine or of its own link',
    )
  })

  it.each([
    'http://127.0.0.1:9/',
    'http://[::1]/',
    'http://0.0.0.0/',
    'http://169.254.169.254/',
    'http://2130706433/',
    'https://10.0.0.1/',
  ])('does not lead to %s', (url) => expect(createReach(far).problem(url)?.message).toMatch(/^not sent: /u))
})

describe('what goes on working', () => {
  it('a name of the user that leads to this machine, or to a private address', async () => {
    const reach = createReach(
      target('', { issuer: 'https://as.corp.test', origins: ['https://token.corp.test'] }),
      leading({ 'as.corp.test': ['10.0.0.7'], 'token.corp.test': ['127.0.0.1'], 'jwks.corp.test': ['10.0.0.8'] }),
    )
    expect(await found(reach, 'as.corp.test')).toBe('10.0.0.7')
    expect(await found(reach, 'token.corp.test')).toBe('127.0.0.1')
    expect(await found(reach, 'jwks.corp.test')).toBe('10.0.0.8')
  })

  it('a target on this machine, wherever it leads', async () => {
    const reach = createReach(target('http://127.0.0.1:8080'), leading({ 'x.test': ['127.0.0.1'] }))
    expect(await found(reach, 'x.test')).toBe('127.0.0.1')
    expect(reach.problem('http://127.0.0.1:9/')).toBeUndefined()
  })
})
