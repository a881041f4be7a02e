import { execFile } from 'node:child_process'
import { sign, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { makeKeyPair } from './make-key-pair.ts'

const folder = mkdtempSync(join(tmpdir(), 'grantcheck-key-pairs-'))
afterAll(() => rmSync(folder, { recursive: true }))

const source = fileURLToPath(new URL('make-key-pair.ts', import.meta.url))

/** The function as JavaScript, in a process of its own that does nothing else; killed at the deadline. */
function inChild(program: string, deadlineMs: number): Promise<{ out: string; killed: boolean }> {
  const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  writeFileSync(join(folder, 'make-key-pair.mjs'), outputText)
  writeFileSync(join(folder, 'loop.mjs'), program)
  return new Promise((resolve) => {
    const options = { timeout: deadlineMs, killSignal: 'SIGKILL' } as const
    // A small heap is collected often, which is when the old way hung.
    execFile(process.execPath, ['--max-semi-space-size=1', join(folder, 'loop.mjs')], options, (error, out) =>
      resolve({ out, killed: error?.killed === true }),
    )
  })
}

describe('a key pair', () => {
  it.each([
    ['P-256', 'sha256'],
    ['P-384', 'sha384'],
    ['P-521', 'sha512'],
    ['Ed25519', null],
    ['RSA-2048', 'sha256'],
    ['RSA-1024', 'sha256'],
  ] as const)('%s: what the private half signs, the public half verifies', async (material, hash) => {
    const { privateKey, publicKey } = await makeKeyPair(material)
    const text = Buffer.from('text')
    expect(verify(hash, text, publicKey, sign(hash, text, privateKey))).toBe(true)
    expect([privateKey.type, publicKey.type]).toEqual(['private', 'public'])
  })

  it('is made in another thread: others go on meanwhile', async () => {
    const made = makeKeyPair('RSA-2048').then(() => 'the key')
    const others = new Promise((resolve) => {
      setImmediate(() => resolve('the others'))
    })
    expect(await Promise.race([made, others])).toBe('the others')
    expect(await made).toBe('the key')
  })

  it('can be exported at once, thousands of times, without hanging', { timeout: 400_000 }, async () => {
    const loop = `
      import { makeKeyPair } from './make-key-pair.mjs'
      for (let round = 0; round < 4000; round += 1) {
        const { privateKey, publicKey } = await makeKeyPair(round % 2 === 0 ? 'P-256' : 'Ed25519')
        publicKey.export({ format: 'jwk' })
        privateKey.export({ format: 'jwk' })
        privateKey.asymmetricKeyDetails
      }
      console.log('done')`
    expect(await inChild(loop, 300_000)).toEqual({ out: 'done\n', killed: false })
  })
})
