import { InputError } from '../model/errors.ts'
import type { Attested } from '../model/language.ts'
import { fileChecks } from './check/file-checks.ts'
import { readOne } from './files/read-kind.ts'
import { inOrder } from './lint/lint.ts'

/** Reads an attestations file (YAML): what no test can see and a person states. Throws InputError with every problem. */
export function readAttestations(path: string, text: string): readonly Attested[] {
  const read = readOne(path, text, fileChecks.attestations)
  if (!read.ok) throw new InputError(inOrder(read.problems))
  return read.loaded.raw.statements
}
