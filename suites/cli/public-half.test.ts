import { createPublicKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeKey, readPublicKey, readSigningKey } from '../certificate/keys.ts'
import { makeKeyPair } from '../key-pairs/make-key-pair.ts'
import { howToVerify } from './public-half.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantcheck-public-half-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0

/** Writes a private key to a new file. */
async function keyFile(text: string): Promise<{ path: string; kid: string }> {
  files += 1
  const path = join(folder, `key-${files}`)
  writeFileSync(path, text)
  return { path, kid: (await readSigningKey(text, path)).jwk.kid }
}

const pem = async (): Promise<string> =>
  (await makeKeyPair('Ed25519')).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

describe('how to verify a bundle', () => {
  it('by the public key beside the private one', async () => {
    const made = await makeKey('ed25519', 1, new Date())
    const { path, kid } = await keyFile(made.secret)
    writeFileSync(`${path}.pub`, made.open)
    expect(await howToVerify('b.json', path, kid)).toBe(`verify it with: grantcheck verify b.json --key ${path}.pub\n`)
  })

  it('a PEM key without one: the openssl line makes the file that the next line names', async () => {
    const text = await pem()
    const { path, kid } = await keyFile(text)
    const line = `openssl pkey -in ${path} -pubout -out ${path}.pub`
    expect(await howToVerify('b.json', path, kid)).toBe(
      `no public key is at ${path}.pub; make one with: ${line}\nthen verify the bundle with: grantcheck verify b.json --key ${path}.pub\n`,
    )
    // What that line does.
    const spki = createPublicKey(text).export({ type: 'spki', format: 'pem' })
    writeFileSync(`${path}.pub`, spki)
    expect(await howToVerify('b.json', path, kid)).toMatch(/^verify it with: /u)
  })

  it('a JWK without one: what to leave out', async () => {
    const { path, kid } = await keyFile((await makeKey('p256', 1, new Date())).secret)
    expect(await howToVerify('b.json', path, kid)).toMatch(
      /^no public key is at \S+; it is the JWK in \S+ without its member d/u,
    )
  })

  it('a file that belongs to another key is not named as if it did', async () => {
    const { path, kid } = await keyFile(await pem())
    writeFileSync(`${path}.pub`, (await makeKey('ed25519', 1, new Date())).open)
    expect(await howToVerify('b.json', path, kid)).toMatch(
      /\.pub belongs to another key; make one with: openssl .* -out PUBLIC\nthen .* --key PUBLIC\n$/u,
    )
  })

  it('a private key for a reviewer is refused, with a way to the public one', async () => {
    await expect(readPublicKey(await pem(), 'KEY')).rejects.toMatchObject({
      problems: [{ fix: expect.stringMatching(/KEY\.pub.*openssl pkey -in KEY -pubout/u) }],
    })
  })
})
