import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, expect, it } from 'vitest'

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

it('a key pair can be exported at once, thousands of times, without hanging', async () => {
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
