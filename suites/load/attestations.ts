import { InputError } from '../model/errors.ts'
import { fileChecks } from './check/file-checks.ts'
import { readOne } from './files/read-kind.ts'
import { inOrder } from './lint/lint.ts'
import type { RawStatement } from './raw/raw-attestations.ts'

/** Reads an attestations file (YAML): what no test can see and a person states. Throws InputError with every problem. */
export function readAttestations(path: string, text: string): readonly RawStatement[] {
  const read = readOne(path, text, fileChecks().attestations)
  if (!read.ok) throw new InputError(inOrder(read.problems))
  return read.loaded.raw.statements
}
