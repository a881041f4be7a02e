import { decodeJson } from '../decode/json.ts'
import type { Evidence } from '../model/evidence.ts'
import { readFormat } from './format-file.ts'

/** Reads evidence that `run --evidence` wrote. Throws InputError when the text is anything else, or cut short. */
export function readEvidence(text: string, path: string, json = decodeJson(text)): Evidence {
  const fix = 'Name a file that "grantcheck run --evidence PATH" wrote, whole and unchanged.'
  return readFormat<Evidence>({ name: 'evidence', title: 'evidence of format 1', fix }, text, path, json)
}
