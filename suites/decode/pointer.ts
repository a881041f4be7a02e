import type { Json } from '../model/json.ts'
import { isObject } from './json.ts'
import { remember } from './remember.ts'

/** Whether the text is a JSON Pointer (RFC 6901 section 3): empty, or begins with a slash; `~` only as `~0` or `~1`. */
export function isPointer(text: string): boolean {
  return (text === '' || text.startsWith('/')) && !/~(?![01])/.test(text)
}

/** The value at a JSON Pointer (RFC 6901), undefined where there is none or the text is no pointer. Own members only. Never throws. */
export function at(value: Json | undefined, pointer: string): Json | undefined {
  const parts = partsOf(pointer)
  if (parts === 'no pointer') return undefined
  let found = value
  for (const part of parts) found = member(found, part)
  return found
}

/** Scenarios name the same few places again and again. */
const partsOf = remember<readonly string[] | 'no pointer'>(2000, (pointer) =>
  isPointer(pointer)
    ? pointer
        .split('/')
        .slice(1)
        .map((part) => (part.includes('~') ? unescaped(part) : part))
    : 'no pointer',
)

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

function member(value: Json | undefined, name: string): Json | undefined {
  if (isObject(value)) return Object.hasOwn(value, name) ? value[name] : undefined
  // No "01", no "-", no "length": the grammar of array indexes (section 4).
  if (!Array.isArray(value) || !/^(?:0|[1-9][0-9]*)$/.test(name)) return undefined
  return value[Number(name)]
}
