// Puts the real output of commands between the markers of README.md: shown output is never invented.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const box = mkdtempSync(join(tmpdir(), 'grantcheck-readme-'))
const env = { ...process.env, NO_COLOR: '1', CI: 'true' }

function grantcheck(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'dist/grantcheck.mjs'), ...args], {
    cwd: box,
    encoding: 'utf8',
    env,
  })
  if (status !== 0) throw new Error(`grantcheck ${args.join(' ')} ended with ${status}\n${stderr}`)
  return `${stderr}${stdout}`
}

const run = grantcheck('demo', '--evidence', 'evidence.json')
grantcheck('keygen', '--out', 'vendor.key')
grantcheck('certify', 'evidence.json', '--key', 'vendor.key', '--out', 'bundle.json')
const outputs = { run, verify: grantcheck('verify', 'bundle.json', '--key', 'vendor.key.pub') }
rmSync(box, { recursive: true })

let page = readFileSync(`${root}README.md`, 'utf8')
for (const [name, text] of Object.entries(outputs)) {
  const block = `<!-- output:${name} -->\n\`\`\`text\n${text.trimEnd()}\n\`\`\`\n<!-- /output -->`
  page = page.replace(new RegExp(`<!-- output:${name} -->[\\s\\S]*?<!-- /output -->`, 'u'), () => block)
}
writeFileSync(`${root}README.md`, page)
