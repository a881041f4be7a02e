import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../certificate/statement.ts'
import { openAuthority } from '../certificate/timestamp/testing.ts'
import { grantcheck } from './testing.ts'

const authority = openAuthority()
const { ca, answer, root } = authority
let folder: string
const path = (name: string): string => join(folder, name)
const stamp = (...more: readonly string[]) => grantcheck(['stamp', path('bundle.json'), ...more])
const verify = (...more: readonly string[]) =>
  grantcheck(['verify', path('bundle.json'), '--key', path('KEY.pub'), ...more])

/** What the authority answers to the query that was written. */
async function answered(config?: string): Promise<string> {
  await writeFile(path('bundle.tsr'), answer(await readFile(path('bundle.tsq')), config))
  return path('bundle.tsr')
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantcheck-stamp-'))
  await grantcheck(['demo', '--evidence', path('evidence.json'), '--report', `json=${path('report.json')}`])
  await grantcheck(['keygen', '--out', path('KEY')])
  const made = await grantcheck(['certify', path('evidence.json'), '--key', path('KEY'), '--out', path('bundle.json')])
  expect(made.out).toContain(`grantcheck stamp ${path('bundle.json')} --query FILE`)
})
afterAll(async () => {
  authority.close()
  await rm(folder, { recursive: true })
})

describe('a bundle is stamped', () => {
  it('not without a word on what to do', async () => {
    const { code, err } = await stamp()
    expect(code).toBe(2)
    expect(err).toContain('stamp needs --query or --response')
    expect((await stamp('--query', path('q'), '--response', path('r'))).code).toBe(2)
  })

  it('by a request, whose answer goes into it, and whose authority the reviewer trusts or not', async () => {
    const before = await readFile(path('bundle.json'))
    const asked = await stamp('--query', path('bundle.tsq'))
    expect(asked.code, asked.err).toBe(0)
    expect(asked.out).toContain(`--data-binary @${path('bundle.tsq')} -o ${path('bundle.tsr')} `)
    expect(asked.out).toContain(sha256(before))

    const { code, out, err } = await stamp('--response', await answered())
    expect(code, err).toBe(0)
    expect(out).toMatch(/Stamped at 20\S+Z by O=Tests, CN=Test TSA, .* the run ended by its own times\n/u)
    expect((await stat(path('bundle.json'))).mode & 0o777).toBe(0o600)

    const unasked = await verify('--conformant')
    expect(unasked.code, unasked.out).toBe(0)
    expect(unasked.out).toContain('has a timestamp of O=Tests, CN=Test TSA that was not checked')
    const trusted = await verify('--timestamp-ca', ca.certificate)
    expect(trusted.code, trusted.out).toBe(0)
    expect(trusted.out).toMatch(/Proven\n(?: {2}- .*\n)* {2}- Stamped at/u)
    const foreign = await verify('--timestamp-ca', root('Other CA').certificate)
    expect(foreign.code).toBe(1)
    expect(foreign.out).toMatch(/NOT VALID\n {2}timestamp-untrusted: .*CN=Test TSA/u)

    const again = await stamp('--query', path('bundle.tsq'))
    expect(again.code).toBe(2)
    expect(again.err).toContain('has a timestamp')
    await writeFile(path('bundle.json'), before)
    expect((await verify('--timestamp-ca', ca.certificate)).out).toContain('timestamp-missing')
  })

  it.each([
    ['a refusal', () => answered('no-sha256'), /no timestamp was granted: rejection/u],
    ['a page', async () => written('<html>404</html>'), /not the answer of a time-stamping authority/u],
    ['1 MB of nothing', async () => written('x'.repeat(1_000_000)), /not the answer of a time-stamping authority/u],
    ['no file', async () => path('nowhere.tsr'), /cannot read .*ENOENT/u],
    ['the answer to another query', async () => other(), /not over the digest of this bundle/u],
  ])('not by %s', async (_, file, says) => {
    await stamp('--query', path('bundle.tsq'))
    const before = await readFile(path('bundle.json'), 'utf8')
    const { code, err } = await stamp('--response', await file())
    expect(code).toBe(2)
    expect(err).toMatch(says)
    expect(err).toContain('fix: ')
    expect(err).not.toMatch(/\n {4}at /u)
    expect(await readFile(path('bundle.json'), 'utf8')).toBe(before)
  })

  it('not where it was edited', async () => {
    const before = await readFile(path('bundle.json'), 'utf8')
    await writeFile(path('bundle.json'), `${before} `)
    expect((await stamp('--query', path('bundle.tsq'))).err).toContain('it was edited')
    await writeFile(path('bundle.json'), before)
  })

  it('and not checked by what is no certificate', async () => {
    for (const file of [
      path('KEY.pub'),
      await written('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
    ]) {
      const { code, err } = await verify('--timestamp-ca', file)
      expect(code).toBe(2)
      expect(err).toMatch(/no certificate in PEM|cannot be read/u)
    }
  })

  async function written(text: string): Promise<string> {
    await writeFile(path('written'), text)
    return path('written')
  }
  async function other(): Promise<string> {
    const query = await readFile(path('bundle.tsq'))
    query.writeUInt8(query.readUInt8(40) ^ 1, 40)
    await writeFile(path('bundle.tsr'), answer(query))
    return path('bundle.tsr')
  }
})
