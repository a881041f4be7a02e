// Builds dist/: the command and the programmatic interface with their libraries inlined, the Vitest host, and the specifications precompiled to JSON, so that
// a run pays neither for hundreds of small files nor for YAML. The YAML stays the source; user files are always loaded from YAML.
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import { bundledPackages, licences, sbom } from './build/bundled.mjs'
import { rawText } from './build/raw-text.mjs'
import { smallerLibraries } from './build/smaller-libraries.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const common = {
  cwd: root,
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'error',
  sourcemap: false,
  clean: false,
  report: false,
  publint: false,
}
const bundled = bundledPackages()
const inlined = { external: ['vitest'], noExternal: (id) => id !== 'vitest' && !id.startsWith('vitest/') }

rmSync('.build', { recursive: true, force: true })
await build({ ...common, ...inlined, entry: { specs: 'scripts/build/specs.ts' }, outDir: '.build', dts: false })
const { buildSpecs } = await import(new URL('../.build/specs.mjs', import.meta.url).href)
mkdirSync('.build/made')
const wrong = await buildSpecs(join(root, 'specs'), join(root, '.build/made'))
if (wrong !== undefined) {
  console.error(wrong)
  process.exit(2)
}
rmSync('dist', { recursive: true, force: true })
renameSync('.build/made', 'dist')
rmSync('.build', { recursive: true })
const schemas = readdirSync('dist/schemas')
renameSync('dist/schemas', 'dist/generated')
// The generated validators require parts of Ajv, which an installed package does not have.
await build({
  ...common,
  format: 'cjs',
  entry: Object.fromEntries(schemas.map((file) => [file.replace('.cjs', ''), `dist/generated/${file}`])),
  outDir: 'dist/schemas',
  dts: false,
  plugins: [bundled.plugin],
  noExternal: () => true,
})
rmSync('dist/generated', { recursive: true })

/** Of the schema compiler a bundle needs only what it has made here. */
const generatedSchemas = {
  name: 'generated-schemas',
  load: (id) => (id === join(root, 'suites/load/check/conforms.ts') ? generated : undefined),
}
const generated = `import { createRequire } from 'node:module'
const load = createRequire(import.meta.url)
export const conformsTo = (name) => load(\`./schemas/\${name}.cjs\`)
`

// CommonJS, since Node 20 can start nothing else from compiled code (start.mjs).
await build({
  ...common,
  ...inlined,
  format: 'cjs',
  entry: { cli: 'suites/cli/grantcheck.ts', index: 'suites/api/index.ts', run: 'suites/api/run.ts' },
  dts: false,
  plugins: [generatedSchemas, rawText, smallerLibraries, bundled.plugin],
  // Chunks that are made fewer may need each other in a circle, which CommonJS does not bear.
  inputOptions: { experimental: { chunkOptimization: false } },
})
writeFileSync('dist/grantcheck.mjs', `#!/usr/bin/env node\n${readFileSync('scripts/build/start.mjs', 'utf8')}`)
chmodSync('dist/grantcheck.mjs', 0o755)
const names = Object.keys(createRequire(import.meta.url)('../dist/index.cjs'))
writeFileSync('dist/index.mjs', `export { ${names.join(', ')} } from './index.cjs'\n`)
// Vitest cannot be had from CommonJS.
await build({
  ...common,
  entry: { vitest: 'suites/vitest/index.ts' },
  dts: false,
  plugins: [
    bundled.plugin,
    {
      name: 'ready-run',
      resolveId: (source) => (source === '../api/run.ts' ? { id: './run.cjs', external: true } : undefined),
    },
  ],
  external: ['vitest'],
})
// Types of what a program may import: one file an entry, with what it needs of ours inside.
await build({
  ...common,
  entry: { index: 'suites/api/index.ts', vitest: 'suites/vitest/index.ts' },
  dts: { emitDtsOnly: true },
  plugins: [rawText, bundled.plugin],
  external: ['vitest'],
})
const packages = bundled.packages()
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licences(packages))
writeFileSync('dist/sbom.cdx.json', sbom(root, packages))

if (process.argv.includes('--bench')) {
  await build({
    ...common,
    outDir: '.bench',
    entry: { bench: 'scripts/bench/bench.ts', 'fleet-server': 'scripts/bench/fleet-server.ts' },
    dts: false,
    noExternal: () => true,
    plugins: [generatedSchemas, rawText, smallerLibraries],
  })
  for (const name of ['specs.ndjson', 'schemas']) cpSync(`dist/${name}`, `.bench/${name}`, { recursive: true })
}
