// Puts the real output of `grantcheck run` between the markers of README.md: shown output is never invented.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const env = { ...process.env, NO_COLOR: '1', CI: 'true' }
const { stdout, stderr } = spawnSync(process.execPath, ['dist/grantcheck.mjs', 'run'], {
  cwd: root,
  encoding: 'utf8',
  env,
})
const page = readFileSync(`${root}README.md`, 'utf8')
const block = `<!-- output:run -->\n\`\`\`text\n${`${stderr}${stdout}`.trimEnd()}\n\`\`\`\n<!-- /output -->`
writeFileSync(
  `${root}README.md`,
  page.replace(/<!-- output:run -->[\s\S]*<!-- \/output -->/u, () => block),
)
