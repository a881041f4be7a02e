// npm run site [-- OUT]
// The site of the real servers on record (fixtures/recordings), with what their folders in fixtures/peers say of them.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
const peers = join(root, 'fixtures/peers')
process.chdir(root)

const servers = {}
for (const name of readdirSync(peers, { withFileTypes: true }).flatMap((each) =>
  each.isDirectory() ? each.name : [],
)) {
  const {
    title,
    source,
    notes = [],
    editions = { default: {} },
  } = JSON.parse(readFileSync(join(peers, name, 'peer.json'), 'utf8'))
  const review = join(peers, name, 'review.yaml')
  const target = `specs/targets/${name}.yaml`
  const about = {
    source,
    command: `npm run peers -- ${name}`,
    notes,
    reviews: existsSync(review) ? parse(readFileSync(review, 'utf8')) : [],
    ...(existsSync(target) ? { target } : {}),
  }
  for (const edition of Object.keys(editions))
    servers[edition === 'default' ? name : `${name}-${edition}`] = {
      ...about,
      title: edition === 'default' ? title : `${title}, ${edition} tokens`,
    }
}

const [out = 'site'] = process.argv.slice(2)
const file = '.site-about.json'
writeFileSync(file, JSON.stringify({ servers }, null, 1))
const { status } = spawnSync(
  process.execPath,
  ['dist/grantcheck.mjs', 'site', 'fixtures/recordings', '--about', file, '--out', out],
  { stdio: 'inherit' },
)
rmSync(file)
process.exit(status ?? 4)
