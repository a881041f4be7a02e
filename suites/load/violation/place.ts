/** The part of a value at a JSON Pointer, or at one in URI fragment form ("#/a%25b", RFC 6901 section 6). Undefined: there is none. */
export function at(value: unknown, pointer: string): unknown {
  const plain = pointer.startsWith('#') ? decodeURIComponent(pointer.slice(1)) : pointer
  return plain
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (found, part) => (typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined),
      value,
    )
}
