import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { trustedJson } from '../../decode/trusted.ts'
import type { JsonObject } from '../../model/json.ts'
import { shippedRoot } from '../shipped-root.ts'
import { isRecord } from './schema-parts.ts'

export const schemaEnding = '.schema.json'

/** Every schema in specs/schemas, by its file name, which is how they refer to each other. */
export function schemaFiles(): readonly (readonly [file: string, schema: JsonObject])[] {
  const folder = join(shippedRoot(), 'schemas')
  return readdirSync(folder)
    .filter((file) => file.endsWith(schemaEnding))
    .map((file) => [file, trustedJson<JsonObject>(readFileSync(join(folder, file), 'utf8'))] as const)
}

/** Files that grantcheck writes and reads again: JSON, where the first fault is enough. The others are written by people, who want to know every fault. */
export const writtenKinds: readonly string[] = ['evidence', 'report', 'bundle', 'fleet-index']

let definitions: ReadonlyMap<string, unknown> | undefined

/** What the schemas of files that people write define in `$defs`, by name. Read when a file has a fault. */
export function definitionsIn(): ReadonlyMap<string, unknown> {
  definitions ??= new Map(
    schemaFiles()
      .filter(([file]) => !writtenKinds.some((kind) => file === `${kind}${schemaEnding}`))
      .flatMap(([, { $defs }]) => (isRecord($defs) ? Object.entries($defs) : [])),
  )
  return definitions
}
