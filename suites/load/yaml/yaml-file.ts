import { type Document, isScalar, LineCounter, parseAllDocuments, type YAMLError } from 'yaml'
import type { Problem } from '../../model/errors.ts'
import type { Json } from '../../model/json.ts'
import type { Source } from '../../model/source.ts'
import { frame } from '../frame.ts'
import { excessIn } from './excess.ts'
import type { Path } from './path.ts'
import { type Part, rangeAt } from './range.ts'
import { toJson } from './to-json.ts'
import { reword } from './wording.ts'

/** One YAML file as plain JSON that still knows where everything stands. */
export interface YamlFile {
  /** As shown to the user. */
  readonly file: string
  readonly value: Json
  /** Place of the value at a path, or of its key. A path that leads nowhere gives the nearest place above it. */
  readonly locate: (path: Path, part?: Part) => Source
  /** A problem at a path, with its code frame. */
  readonly problem: (
    path: Path,
    message: string,
    more?: { readonly fix?: string | undefined; readonly part?: Part },
  ) => Problem
}

export type YamlResult =
  | { readonly ok: true; readonly yaml: YamlFile }
  | { readonly ok: false; readonly problems: readonly Problem[] }

type Place = (start: number, end: number, message: string, fix?: string) => Problem

const mostCharacters = 1_048_576

/**
 * Reads YAML 1.2 (core schema): one document, unique keys, no merge keys, no other tags, aliases up to a limit. All faults
 * at once, each with file, line, column and frame. Never throws.
 */
export function readYaml(file: string, text: string): YamlResult {
  if (text.length > mostCharacters)
    return failed({ message: `${file} is longer than 1 MiB`, at: { file, line: 1, column: 1 } })
  const tooMuch = excessIn(text)
  if (tooMuch !== undefined)
    return failed({
      message: `${file} ${tooMuch}`,
      fix: 'Keep specifications small: split the file, and use fewer brackets and anchors.',
      at: { file, line: 1, column: 1 },
    })
  const lines = new LineCounter()
  const place: Place = (start, end, message, fix) => problemAt(file, text, lines, [start, end], message, fix)
  let documents: readonly Document[]
  try {
    documents = parse(text, lines)
  } catch (error) {
    if (error instanceof RangeError)
      return failed({ message: `${file} is nested too deeply`, at: { file, line: 1, column: 1 } })
    throw error
  }
  const problems = documents.flatMap((document) =>
    [...document.errors, ...document.warnings].map((error) => told(error, place)),
  )
  const [document, second] = documents
  if (problems.length > 0) return { ok: false, problems }
  if (second !== undefined) return failed(severalDocuments(second, place))
  return document?.contents ? convert(document, file, text, lines) : failed(place(0, 1, `${file} is empty`, empty))
}

const empty = 'Write something into it, or leave it out; "grantcheck init" writes files to begin with.'

function severalDocuments(second: Document, place: Place): Problem {
  const start = second.contents?.range?.[0] ?? 0
  return place(start, start + 1, 'a second document begins here', 'Keep one document per file.')
}

function parse(text: string, lineCounter: LineCounter): readonly Document[] {
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    // Compares each key with every other one: told by toJson, in one pass.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter,
    logLevel: 'silent',
  })
  return 'empty' in documents ? [] : documents
}

function told(error: YAMLError, place: Place): Problem {
  const { message, fix } = reword(error)
  return place(error.pos[0], error.pos[1], message, fix)
}

function convert(document: Document, file: string, text: string, lines: LineCounter): YamlResult {
  if (document.directives?.yaml.version !== '1.2') {
    return failed(
      problemAt(
        file,
        text,
        lines,
        [0, 5],
        'the file declares another YAML version',
        'Remove the %YAML line: YAML 1.2 is meant.',
      ),
    )
  }
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === null))
    return failed({ message: `${file} is empty`, fix: empty, at: { file, line: 1, column: 1 } })
  const { value, faults } = toJson(document, contents)
  if (faults.length > 0) {
    return {
      ok: false,
      problems: faults.map((fault) => problemAt(file, text, lines, fault.range, fault.message, fault.fix)),
    }
  }
  const locate = (path: Path, part: Part = 'value'): Source => sourceAt(file, lines, rangeAt(document, path, part)[0])
  const problem: YamlFile['problem'] = (path, message, more = {}) =>
    problemAt(file, text, lines, rangeAt(document, path, more.part ?? 'value'), message, more.fix)
  return { ok: true, yaml: { file, value, locate, problem } }
}

function sourceAt(file: string, lines: LineCounter, offset: number): Source {
  const { line, col } = lines.linePos(offset)
  return { file, line: Math.max(1, line), column: Math.max(1, col) }
}

function problemAt(
  file: string,
  text: string,
  lines: LineCounter,
  range: readonly [number, number],
  message: string,
  fix?: string,
): Problem {
  const at = sourceAt(file, lines, range[0])
  const shown = frame(text, { line: at.line, column: at.column, length: range[1] - range[0] })
  return { message, ...(fix === undefined ? {} : { fix }), at, frame: shown }
}

const failed = (problem: Problem): YamlResult => ({ ok: false, problems: [problem] })
