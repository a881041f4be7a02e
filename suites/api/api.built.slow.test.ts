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

  it('a run can be ended early, and says so', async () => {
    const { stdout } = await installed.program(`
      import { run } from 'grantcheck'
      const stop = new AbortController()
      let sent = 0
      const observer = { exchange: () => { sent += 1; if (sent === 10) stop.abort() } }
      const { report } = await run({ target: ${JSON.stringify(server.issuer)}, profile: 'rfc', signal: stop.signal, observer })
      console.log(report.complete, report.leftBehind.length)
    `)
    expect(stdout).toBe('false 0\n')
  })

  it('narrows a run by tags and severity, and sends nothing that changes anything where it may only read', async () => {
    const { stdout } = await installed.program(`
      import { run } from 'grantcheck'
      const target = ${JSON.stringify(server.issuer)}
      const { evidence, report } = await run({ target, profile: 'rfc', tags: ['rfc8414'], severity: 'fail', readOnly: true })
      console.log(report.conclusion, new Set(evidence.exchanges.map(({ request }) => request.method)))
      await run({ target, profile: 'rfc', tags: ['rfc8141'] }).catch(({ message }) => console.log(message))
    `)
    expect(stdout).toMatch(/^inconclusive Set\(1\) \{ 'GET' \}$/mu)
    expect(stdout).toContain('no scenario of profile rfc has the tag "rfc8141"')
  })
})
