import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeJson } from '../decode/json.ts'
import { at } from '../decode/pointer.ts'
import { runCommand } from './command.ts'
import { grantcheck } from './testing.ts'

/** Serves a mutant until `use` has done with what it prints. */
async function whileServed(mutant: string, use: (printed: string) => Promise<void>): Promise<void> {
  const interrupt = new AbortController()
  let served: Promise<number> | undefined
  const printed = await new Promise<string>((resolve, reject) => {
    let text = ''
    const out = (more: string): void => {
      text += more
      if (/breaks .*\n/u.test(text)) resolve(text)
    }
    const io = { out, err: () => {}, env: {}, color: false, tty: false, width: 100, signal: interrupt.signal }
    served = runCommand(['serve', '--mutant', mutant], io)
    served.catch(reject)
  })
  try {
    await use(printed)
  } finally {
    interrupt.abort()
    await served
  }
}

// One of each kind: without TLS and with it, tokens that only a resource or an exchange shows, clients made by hand with a secret and with a key, the endpoints named, a base URL, a FHIR server.
const sample = [
  'tls-certificate-expired',
  'registration-error-without-code',
  'jwt-scope-object',
  'byte-order-mark-in-405',
  'scope-of-body-client',
  'introspection-always-inactive',
  'scope-case-ignored',
  'resource-refuses-good-tokens',
  'idjag-any-typ',
  'expires-in-disagrees',
  'smart-jku-refused-by-hand',
  'smart-key-value-refused',
]

describe('serve --mutant prints a command that shows the fault', () => {
  it.each(sample)('%s', async (mutant) => {
    await whileServed(mutant, async (printed) => {
      const [, file = '', rest = ''] = /run it {4}grantcheck run '(.*)' (--profile .*)/u.exec(printed) ?? []
      const [, breaks] = /breaks {4}(.*)/u.exec(printed) ?? []
      for (const name of readdirSync(dirname(file))) expect(statSync(join(dirname(file), name)).mode & 0o077).toBe(0)
      const { out, err } = await grantcheck(['run', file, ...rest.split(' '), '--report', 'json'])
      const report = decodeJson(out)
      const requirements = report.ok ? at(report.value.value, '/requirements') : undefined
      const all = Array.isArray(requirements) ? requirements : []
      const found = all.filter((each) => at(each, '/id') === breaks).map((each) => at(each, '/verdict'))
      expect(['fail', 'warn'], err).toContain(found[0])
    })
  })
})

it('serve removes what a serve that was killed has left, and nothing else', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['--version'])
  let left: readonly string[] = []
  await whileServed('expires-in-disagrees', async (printed) => {
    const own = dirname(/run it {4}grantcheck run '(.*)' --profile/u.exec(printed)?.[1] ?? '')
    left = [dead, process.ppid].map((pid) => own.replace(`-${process.pid}-`, `-${pid}-`))
    for (const folder of left) {
      mkdirSync(folder)
      writeFileSync(join(folder, 'client.secret'), 'secret')
    }
    await whileServed('expires-in-disagrees', async () => {
      expect([...left, own].map((folder) => existsSync(folder))).toEqual([false, true, true])
    })
  })
  for (const folder of left) rmSync(folder, { recursive: true, force: true })
})
