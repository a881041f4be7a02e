/** Member names and array indexes from the root of a file down to a value. */
export type Path = readonly (string | number)[]

/** A JSON Pointer (RFC 6901), as Ajv reports places, as a path. Array indexes come back as text. */
export function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
