import { existsSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { isObject } from '../decode/json.ts'
import type { Json } from '../model/json.ts'

/**
 * These files, and the files that a target, profile or fleet file among them names, and so on: secrets, keys, certificates, profiles, scenarios. Every text that is the path of a file
 * counts, so that no list of members has to be kept up to date. A file that cannot be read names none: whoever loads it says why.
 */
export async function withNamedFiles(paths: readonly (string | undefined)[]): Promise<readonly string[]> {
  const given = new Set(paths.flatMap((path) => (path !== undefined && isFile(path) ? path : [])))
  const all = new Set(given)
  // A set that grows is walked to its end. What is named and no YAML is a secret or a certificate.
  for (const path of all)
    if (given.has(path) || /\.ya?ml$/iu.test(path)) for (const named of await namedIn(path)) all.add(named)
  return [...all]
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

async function namedIn(path: string): Promise<readonly string[]> {
  const [{ readText }, { readYaml }, { expandFiles }] = await Promise.all([
    import('../load/files/read-text.ts'),
    import('../load/yaml/yaml-file.ts'),
    import('../load/files/expand-files.ts'),
  ])
  const file = await readText(path)
  const read = file.ok ? readYaml(path, file.text) : undefined
  if (read?.ok !== true) return []
  const { value } = read.yaml
  const folder = dirname(path)
  // Of what names files, `files` of a profile takes globs; so do the targets of a fleet, which are known.
  const globs = isObject(value) ? textsIn(value.files) : []
  const expanded = (await Promise.all(globs.map((glob) => expandFiles(folder, glob)))).flat()
  return [...textsIn(value), ...expanded]
    .flatMap((text) => [join(folder, text), ...(isAbsolute(text) ? [text] : [])])
    .filter(isFile)
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return isObject(value) ? Object.values(value).flatMap(textsIn) : []
}
