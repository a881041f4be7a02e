import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReferenceServer, startReferenceServer } from '../reference-server/index.ts'
import { type Installed, install, root } from './testing.ts'

let server: ReferenceServer
let installed: Installed

beforeAll(async () => {
  server = await startReferenceServer({ mode: 'full' })
  installed = await install()
})

afterAll(async () => {
  await server.close()
  await installed.remove()
})

const example = async (): Promise<string> =>
  /```js\n(.*?)```/su.exec(await readFile(join(root, 'docs/api.md'), 'utf8'))?.[1] ?? ''

describe('the example of docs/api.md', () => {
  it('runs, and judging the evidence again gives the same report', async () => {
    await writeFile(join(installed.folder, 'target.yaml'), `issuer: ${server.issuer}\nscope: read\n`)
    const { stdout, stderr } = await installed.program(await example())
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^conformant /mu)
    expect(stdout).toMatch(/^true$/mu)
  })

  it('tells what is wrong with a target file, and sends nothing', async () => {
    await writeFile(join(installed.folder, 'target.yaml'), `issuer: ${server.issuer}\nscpoe: read\n`)
    const { stdout, stderr } = await installed.program(await example())
    expect(stdout).toMatch(/"scpoe".*"scope"/su)
    expect(stderr).toMatch(/"scpoe"/u)
    expect(stdout).not.toContain('conformant')
  })
})

describe('the API', () => {
  it('exports what its page tells of', async () => {
    const { stdout } = await installed.program(`
      import * as api from 'grantcheck'
      console.log(Object.keys(api).sort().join(' '))
    `)
    expect(stdout).toBe('InputError judge lint run\n')
  })
})
