import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { trusted, trustedJson } from '../decode/trusted.ts'
import { InternalError } from '../model/errors.ts'
import type { Specs } from '../model/specs.ts'
import type { Precompiled } from './schema-validator.ts'
import { loadSpecs } from './specs.ts'

const here = dirname(fileURLToPath(import.meta.url))

/**
 * The specifications that belong to this version: precompiled beside the bundle (dist/specs.json), else read from the
 * repository's specs folder. Throws InputError when files of a checkout have problems.
 */
export async function loadShipped(): Promise<Specs> {
  const precompiled = join(here, 'specs.json')
  if (existsSync(precompiled)) return trustedJson<Specs>(await readFile(precompiled, 'utf8'))
  return loadSpecs(shippedRoot())
}

/** Path of the specs folder: the nearest one above this module. Throws InternalError when the package is incomplete. */
export function shippedRoot(): string {
  for (let folder = here; ; folder = dirname(folder)) {
    const specs = join(folder, 'specs')
    if (existsSync(join(specs, 'profiles'))) return specs
    if (folder === dirname(folder)) throw new InternalError('the folder specs is missing from this installation')
  }
}

/**
 * Validators of the shipped message schemas by name, made by the build beside the bundle (dist/schemas.cjs). Empty in a
 * checkout, where `validatorFor` compiles them.
 */
export async function precompiledSchemas(): Promise<Readonly<Record<string, Precompiled>>> {
  const path = join(here, 'schemas.cjs')
  if (!existsSync(path)) return {}
  const functions = trusted<Record<string, Precompiled>>(createRequire(import.meta.url)(path))
  return Object.fromEntries(
    Object.entries(functions).map(([name, validate]) => [
      name.startsWith('inline_') ? name : name.replaceAll('_', '-'),
      validate,
    ]),
  )
}
