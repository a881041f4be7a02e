// What of other people's work is in the bundles, as the bundler saw it: a list that is kept by hand forgets what a library brings along.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A plugin for each build, and the packages that all of them have bundled: name by folder. */
export function bundledPackages() {
  const folders = new Map()
  return {
    plugin: {
      name: 'bundled-packages',
      generateBundle: (_options, bundle) => {
        for (const chunk of Object.values(bundle))
          for (const id of chunk.type === 'chunk' ? chunk.moduleIds : []) {
            const [folder, name] =
              /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/u.exec(id.replace(/^\0/u, '')) ?? []
            if (folder !== undefined) folders.set(folder, name.replace('\\', '/'))
          }
      },
    },
    packages: () =>
      [...folders.keys()]
        .map((folder) => ({ folder, ...JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
        .map(({ folder, name, version, license }) => ({ folder, name, version, license }))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
  }
}

/** The bundles contain other people's work: their licence texts go with it. */
export const licences = (packages) =>
  packages
    .map(({ folder, name, version, license }) => {
      const files = readdirSync(folder).filter((each) => /^(?:licen[cs]e|copying|notice)/iu.test(each))
      const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
      return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)

/** The bill of materials (CycloneDX): npm's own, of the packages that are bundled. The same source gives the same text. */
export function sbom(root, packages) {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1e9, shell: process.platform === 'win32' }
  const {
    serialNumber: _,
    metadata,
    components,
    dependencies,
    ...rest
  } = JSON.parse(execFileSync('npm', args, options))
  const { timestamp: __, ...about } = metadata
  const wanted = new Set(packages.map(({ name, version }) => `${name}@${version}`))
  const isBundled = (ref) => wanted.has(ref)
  const own = about.component['bom-ref']
  const bill = {
    ...rest,
    metadata: { ...about, component: { ...about.component, name: 'grantcheck', type: 'application' } },
    // For npm they are dependencies of the development, since nothing is installed with the package.
    components: components
      .filter((each) => isBundled(each['bom-ref']))
      .map(({ properties = [], ...each }) => ({
        ...each,
        properties: properties.filter(({ name }) => name !== 'cdx:npm:package:development'),
      })),
    dependencies: [
      { ref: own, dependsOn: [...wanted] },
      ...dependencies
        .filter(({ ref }) => isBundled(ref))
        .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isBundled) })),
    ],
  }
  const absent = [...wanted].filter((ref) => !bill.components.some((each) => each['bom-ref'] === ref))
  if (absent.length > 0) throw new Error(`bundled, and not in package-lock.json: ${absent.join(', ')}`)
  return `${JSON.stringify(bill, null, 1)}\n`
}
