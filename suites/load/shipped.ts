import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Specs } from '../model/specs.ts'
import { here, shippedRoot } from './shipped-root.ts'
import { readSpecs } from './specs-file.ts'

/**
 * The specifications that belong to this version: precompiled beside the bundle (dist/specs.ndjson), else read from the
 * repository's specs folder. Throws InputError when files of a checkout have problems.
 */
export function loadShipped(): Promise<Specs> {
  shipped ??= load()
  return shipped
}

/** They never change while a process runs. */
let shipped: Promise<Specs> | undefined

async function load(): Promise<Specs> {
  const precompiled = join(here, 'specs.ndjson')
  if (existsSync(precompiled)) return readSpecs(await readFile(precompiled))
  return (await import('./specs.ts')).loadSpecs(shippedRoot())
}
