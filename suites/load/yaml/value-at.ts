import { isObject } from '../../decode/json.ts'
import type { Json } from '../../model/json.ts'
import type { Path } from './path.ts'

/** What stands at a path in a file; undefined where nothing does. */
export function valueAt(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value
  for (const step of path) {
    if (isObject(found)) found = Object.hasOwn(found, step) ? found[step] : undefined
    else found = Array.isArray(found) ? found[Number(step)] : undefined
  }
  return found
}
