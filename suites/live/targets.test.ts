import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { makeKeyPair } from '../key-pairs/make-key-pair.ts'
import { loadTarget } from '../load/target.ts'
import { lintFiles } from '../load/user-files.ts'
import { specs } from './testing/engine.ts'

const folder = fileURLToPath(new URL('../../specs/targets/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const hosted = ['auth0', 'cognito', 'entra-id', 'google', 'okta']
/** Authorization servers of MCP servers. */
const mcp = ['fastmcp.yaml', 'mcp-py.yaml', 'mcp-ts.yaml']
const { privateKey } = await makeKeyPair('P-384')
const env = {
  CLIENT_SECRET: 'Qm7vXc2LpT9z',
  SECOND_CLIENT_SECRET: 'w4KdR8sYbN3e',
  INTROSPECTION_SECRET: 'hG6uJf1ZqA5o',
  INITIAL_ACCESS_TOKEN: 'P2tVx9BnEi7c',
  CLIENT_KEY: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
}
const profileOf = (name: string): string =>
  mcp.includes(name) ? 'mcp' : name === 'smart-keycloak.yaml' ? 'smart-backend' : 'rfc'

describe('target files that ship', () => {
  it('are there', () => expect(files).toHaveLength(21))

  it.each(files)('%s is in order, and a run can be planned with it', async (name) => {
    expect(await lintFiles([`${folder}${name}`], specs)).toEqual([])
    expect(await loadTarget(`${folder}${name}`, env)).toMatchObject({ profile: profileOf(name) })
  })

  it.each(hosted)("%s names its sources, and holds nothing that could be somebody's", (name) => {
    const text = readFileSync(`${folder}${name}.yaml`, 'utf8')
    expect(text).toMatch(/^#.*https:\/\/\S+$/mu)
    expect(text).toContain('Never run from this project')
    expect(text).not.toMatch(/client_secret: (?!\{ env: )/u)
  })
})
