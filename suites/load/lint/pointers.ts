import { isPointer } from '../../decode/pointer.ts'
import type { Problem } from '../../model/errors.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** A text that is no JSON Pointer, with the pointer that was meant, as far as that can be told. */
export function pointerProblems(text: string, path: Path, yaml: YamlFile): readonly Problem[] {
  if (isPointer(text)) return []
  return [yaml.problem(path, `"${text}" is not a JSON Pointer`, { fix: fixOf(text) })]
}

/** People write JSONPath ($.a.b[0]), names, dotted names and fragments (#/a). */
function fixOf(text: string): string {
  const meant = meantBy(text)
  if (meant !== undefined) return `Write "${meant}".`
  const tilde = text.includes('~') ? ' Write ~0 for ~, and ~1 for a slash in a name.' : ''
  return `Write / before each name, such as /error or /keys/0/kid.${tilde}`
}

function meantBy(text: string): string | undefined {
  const rest = text.replace(/^\$/u, '')
  const path = /^[.[]/u.test(rest) ? rest : `.${rest}`
  if (text !== '$' && /^(?:\.[\w-]+|\[\d+\]|\[(['"])[\w.:-]+\1\])+$/u.test(path)) {
    const names = path.matchAll(/\.([\w-]+)|\[(\d+)\]|\[['"]([^'"]+)['"]\]/gu)
    return [...names].map(([, name, index, quoted]) => `/${name ?? index ?? quoted ?? ''}`).join('')
  }
  const pointer = text.startsWith('#/') ? text.slice(1) : `/${text}`
  return /^[$#]*$/u.test(text) || pointer.includes('$') || !isPointer(pointer) ? undefined : pointer
}
