import { existsSync, readFileSync } from 'node:fs'
import { decodeJson, isObject } from '../decode/json.ts'

/** The version in the package's own package.json, which lies above this module both in the sources and in the bundle. */
export function packageVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    const url = new URL(path, import.meta.url)
    if (!existsSync(url)) continue
    const json = decodeJson(readFileSync(url, 'utf8'))
    if (json.ok && isObject(json.value.value) && json.value.value.name === 'grantcheck')
      return String(json.value.value.version)
  }
  return '0.0.0'
}
