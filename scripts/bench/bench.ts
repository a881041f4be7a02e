import { delayed, engine } from './engine.ts'
import { type Figure, jsonOf, lineOf } from './figures.ts'
import { fleets } from './fleet.ts'
import { flows } from './flow.ts'
import { processes } from './whole-process.ts'

// The instrument for speed, not a test: prints ratios whose two sides were measured in turn in one run, since absolute times mean nothing on a shared machine.

const parts: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  processes,
  engine: async () => [await engine('airlock-iam'), await engine('rfc'), await delayed()],
  flow: flows,
  fleet: fleets,
}

const args = process.argv.slice(2)
const json = args.includes('--json')
const chosen = args.filter((each) => !each.startsWith('-'))
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`unknown part ${unknown.join(', ')}\nnpm run bench -- [${Object.keys(parts).join('] [')}] [--json]`)
  process.exit(2)
}
const figures: Figure[] = []
for (const name of chosen.length > 0 ? chosen : Object.keys(parts)) {
  const found = (await parts[name]?.()) ?? []
  figures.push(...found)
  if (!json) console.log(found.map(lineOf).join('\n'))
}
if (json) console.log(jsonOf(figures))
