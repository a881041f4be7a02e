import { readFile } from 'node:fs/promises'
import { errorCode } from '../../decode/error-code.ts'
import type { Problem } from '../../model/errors.ts'
import { isMissing } from './find-files.ts'

export type TextFile =
  | { readonly ok: true; readonly text: string; readonly octets: Uint8Array }
  | { readonly ok: false; readonly problem: Problem }

/** A UTF-8 text file with its octets; a leading byte order mark is dropped from the text. Never throws for what a file is. */
export async function readText(path: string, shown = path): Promise<TextFile> {
  try {
    const octets = await readFile(path)
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(octets), octets }
  } catch (error) {
    return { ok: false, problem: { ...reason(error, shown), at: { file: shown, line: 1, column: 1 } } }
  }
}

function reason(error: unknown, shown: string): Pick<Problem, 'message' | 'fix'> {
  if (error instanceof TypeError) return { message: `${shown} is not UTF-8 text`, fix: 'Save the file as UTF-8.' }
  if (isMissing(error)) return { message: `there is no file ${shown}`, fix: 'Correct the path.' }
  const code = errorCode(error)
  if (code === 'EISDIR')
    return {
      message: `${shown} is a folder, not a file`,
      fix: `Name the files in it: ${shown.replace(/\/+$/u, '')}/*.yaml.`,
    }
  return { message: `${shown} cannot be read (${code})`, fix: 'Give yourself permission to read it.' }
}
