import { bad, type Decoded, good } from './decoded.ts'

/** Deeper texts are refused: no OAuth message needs more, and what walks the value later may recurse. */
export const maxDepth = 200
/** A hostile body must not make us build a million long pointers. */
const maxDuplicates = 20

/** What may come next. `more`: a comma, the end of the level, or the end of the text. */
type Next = 'value' | 'first value' | 'name' | 'first name' | 'more'

interface Level {
  readonly kind: 'object' | 'array'
  /** Member names seen; true once a name was reported as repeated. */
  readonly names: Map<string, boolean>
  name: string
  index: number
}

/**
 * Checks the grammar of RFC 8259 without recursion and returns the JSON Pointers (RFC 6901) of repeated object members, at most
 * the first 20. JSON.parse keeps the last of them silently, and its messages differ between versions of Node: verdicts must not.
 */
export function scanJson(text: string): Decoded<readonly string[]> {
  return new JsonScanner(text).run()
}

class JsonScanner {
  readonly #text: string
  readonly #levels: Level[] = []
  readonly #duplicates = new Set<string>()
  readonly #scalar = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
  readonly #escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
  #position = 0

  constructor(text: string) {
    this.#text = text
  }

  run(): Decoded<readonly string[]> {
    let next: Next = 'value'
    for (;;) {
      this.#skipSpace()
      if (next === 'more' && this.#levels.length === 0) {
        return this.#position === this.#text.length ? good([...this.#duplicates]) : this.#expected('nothing more')
      }
      const step = this.#step(next)
      if (!step.ok) return step
      next = step.value
    }
  }

  #step(next: Next): Decoded<Next> {
    switch (next) {
      case 'value':
        return this.#value()
      case 'first value':
        return this.#take(']') ? this.#close() : this.#value()
      case 'name':
        return this.#name()
      case 'first name':
        return this.#take('}') ? this.#close() : this.#name()
      case 'more':
        return this.#more()
      default:
        return next satisfies never
    }
  }

  #value(): Decoded<Next> {
    if (this.#take('{')) return this.#open('object')
    if (this.#take('[')) return this.#open('array')
    if (this.#text[this.#position] === '"') {
      const string = this.#string()
      return string.ok ? good('more') : string
    }
    return this.#skip(this.#scalar) ? good('more') : this.#expected('a value')
  }

  #name(): Decoded<Next> {
    if (this.#text[this.#position] !== '"') return this.#expected('a member name in double quotes')
    const literal = this.#string()
    if (!literal.ok) return literal
    this.#note(JSON.parse(literal.value) as string)
    this.#skipSpace()
    return this.#take(':') ? good('value') : this.#expected('a colon')
  }

  #more(): Decoded<Next> {
    const level = this.#levels.at(-1)
    const close = level?.kind === 'object' ? '}' : ']'
    if (this.#take(close)) return this.#close()
    if (level === undefined || !this.#take(',')) return this.#expected(`a comma or ${close}`)
    level.index += 1
    return good(level.kind === 'object' ? 'name' : 'value')
  }

  #open(kind: Level['kind']): Decoded<Next> {
    if (this.#levels.length === maxDepth) return bad(`nests deeper than ${maxDepth} levels`)
    this.#levels.push({ kind, names: new Map(), name: '', index: 0 })
    return good(kind === 'object' ? 'first name' : 'first value')
  }

  #close(): Decoded<Next> {
    this.#levels.pop()
    return good('more')
  }

  #note(name: string): void {
    const level = this.#levels.at(-1)
    if (level === undefined) return
    level.name = name
    const reported = level.names.get(name)
    level.names.set(name, reported !== undefined)
    if (reported === false && this.#duplicates.size < maxDuplicates) this.#duplicates.add(this.#pointer())
  }

  #pointer(): string {
    const part = (level: Level) => (level.kind === 'object' ? level.name : String(level.index))
    return this.#levels.map((level) => `/${part(level).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  }

  /** By hand: a regular expression over a string of 1 MiB could exhaust its backtracking stack. */
  #string(): Decoded<string> {
    const start = this.#position
    for (this.#position += 1; this.#position < this.#text.length; this.#position += 1) {
      const code = this.#text.charCodeAt(this.#position)
      if (code === 0x22) {
        this.#position += 1
        return good(this.#text.slice(start, this.#position))
      }
      if (code < 0x20) return this.#expected('no control character in a string')
      if (code !== 0x5c) continue
      if (!this.#skip(this.#escape)) return this.#expected('a valid escape')
      this.#position -= 1
    }
    return this.#expected('the closing quote of a string')
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#position
    if (!pattern.test(this.#text)) return false
    this.#position = pattern.lastIndex
    return true
  }

  #take(character: string): boolean {
    if (this.#text[this.#position] !== character) return false
    this.#position += 1
    return true
  }

  #skipSpace(): void {
    while (' \t\n\r'.includes(this.#text[this.#position] ?? 'end')) this.#position += 1
  }

  #expected(what: string): { readonly ok: false; readonly problem: string } {
    if (this.#position >= this.#text.length) return bad(`is not JSON: expected ${what}, found the end of the text`)
    const before = this.#text.slice(0, this.#position)
    const line = before.split('\n').length
    return bad(`is not JSON: expected ${what} at line ${line}, column ${this.#position - before.lastIndexOf('\n')}`)
  }
}
