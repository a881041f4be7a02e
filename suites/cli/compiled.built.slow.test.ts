import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const start = promisify(execFile)

let folder: string
let kept: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantcheck-compiled-'))
  kept = join(folder, 'dist/.compiled')
  await cp(join(root, 'dist'), join(folder, 'dist'), {
    recursive: true,
    filter: (path) => !path.endsWith('.compiled'),
  })
})

afterEach(() => rm(folder, { recursive: true }))

/** What the command says on standard output. Throws when it ends with another code than 0. */
const help = async (): Promise<string> =>
  (await start(process.execPath, [join(folder, 'dist/grantcheck.mjs'), 'run', '--help'])).stdout

const filesIn = async (path: string): Promise<readonly string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))

describe('what an earlier start has compiled', () => {
  it('is kept in the installation, and gives the same output', async () => {
    const first = await help()
    const files = await filesIn(kept)
    expect(files).not.toEqual([])
    expect(await help()).toBe(first)
    expect(await filesIn(kept)).toEqual(files)
  })

  it('plays no part once the code is another, even one of the same length', async () => {
    await help()
    const path = join(folder, 'dist/cli.cjs')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replaceAll('--keep-clients', '--hold-clients'))
    expect(await help()).toContain('--hold-clients')
  })

  it('may be garbage', async () => {
    const first = await help()
    for (const file of await filesIn(kept)) await writeFile(file, 'garbage')
    expect(await help()).toBe(first)
  })

  it('is not needed: where it cannot be written, the command runs all the same', async () => {
    await writeFile(kept, 'a file, so that no folder can be made here')
    expect(await help()).toContain('--keep-clients')
    expect(await readFile(kept, 'utf8')).toContain('a file')
  })
})
