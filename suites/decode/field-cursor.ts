import { bad, type Decoded, good } from './decoded.ts'

/** Reads a header field value from left to right (RFC 9110 section 5.6). Every method moves on only when it matches. */
export class FieldCursor {
  readonly #text: string
  #position = 0

  constructor(text: string) {
    this.#text = text
  }

  /** True at the end of the value. */
  get done(): boolean {
    return this.#position >= this.#text.length
  }

  /** Skips spaces and tabs; tells how many. */
  skipSpace(): number {
    return this.#take(/[ \t]*/y)?.length ?? 0
  }

  /** Takes one given character. */
  take(character: string): boolean {
    if (this.#text[this.#position] !== character) return false
    this.#position += 1
    return true
  }

  /** RFC 9110 section 5.6.2: 1*tchar. */
  token(): string | undefined {
    return this.#take(/[!#$%&'*+.^_`|~0-9A-Za-z-]+/y)
  }

  /** RFC 9110 section 11.2, only if it ends its list element: otherwise `realm="x"` would begin with the token68 `realm=`. */
  token68(): string | undefined {
    return this.#take(/[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y)
  }

  /** Whether `token BWS "="` comes next: a parameter, not the scheme of another challenge. */
  get atParameter(): boolean {
    const ahead = /[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*=/y
    ahead.lastIndex = this.#position
    return ahead.test(this.#text)
  }

  /** token / quoted-string (RFC 9110 section 5.6.4), without quotes and escapes. */
  value(): Decoded<string> {
    const quoted = this.#take(/"(?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\uffff]|\\[\t \x21-\x7e\x80-\uffff])*"/y)
    if (quoted !== undefined) return good(quoted.slice(1, -1).replaceAll(/\\([\s\S])/g, '$1'))
    if (this.#text[this.#position] === '"') return bad('has a quoted string that does not end')
    const token = this.token()
    return token === undefined ? bad('has a parameter without a value') : good(token)
  }

  /** Skips empty list elements and the commas between elements (RFC 9110 section 5.6.1.2); false when nothing separated two elements. */
  separator(): boolean {
    let commas = 0
    this.skipSpace()
    while (this.take(',')) {
      commas += 1
      this.skipSpace()
    }
    return commas > 0 || this.done
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position
    const found = pattern.exec(this.#text)?.[0]
    this.#position += found?.length ?? 0
    return found
  }
}
