import { isReference } from '../../language/reference.ts'
import { requestOperations } from '../../language/request-operations.ts'
import type { Problem } from '../../model/errors.ts'
import type { RequestSpec } from '../../model/language.ts'
import type { PlainStep } from '../unfold/plain.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { plainHttpProblems } from './plain-http.ts'
import type { StepFile } from './step-file.ts'

/** A step that asks by `http` says where, and nothing of its request is left out in silence. */
export function httpProblems(step: PlainStep, path: Path, { yaml }: StepFile): readonly Problem[] {
  if (step.http !== undefined) {
    const place = step.http.plain === undefined ? pathProblems : plainHttpProblems
    return [...place(step.http, path, yaml), ...bodyProblems(step.http, path, yaml)]
  }
  return requestOperations.flatMap((name) =>
    (['host', 'path', 'plain'] as const)
      .filter((key) => step[name]?.[key] !== undefined)
      .map((key) => {
        const fix = 'Leave it out, or ask by http.'
        return yaml.problem([...path, name, key], `${name} goes to its own endpoint and has no ${key}`, {
          part: 'key',
          fix,
        })
      }),
  )
}

function pathProblems({ path: written }: RequestSpec, at: Path, yaml: YamlFile): readonly Problem[] {
  const fix =
    'Write path: /health, say; the host is the origin of the target, or one that the target file names in hosts.'
  if (written === undefined) return [yaml.problem([...at, 'http'], 'http has no path', { part: 'key', fix })]
  if (typeof written !== 'string' || isReference(written)) return []
  const place = [...at, 'http', 'path']
  if (!written.startsWith('/'))
    return [yaml.problem(place, `"${written}" is not a path: it does not begin with /`, { fix })]
  if (written.includes('#'))
    return [yaml.problem(place, 'what stands behind # is never sent', { fix: 'Leave it out.' })]
  return []
}

/** A GET has no JSON body, and a request has one body. */
function bodyProblems(request: RequestSpec, at: Path, yaml: YamlFile): readonly Problem[] {
  const { http_method: method = 'GET', json, body, params } = request
  const refuse = (key: string, message: string, fix: string) =>
    yaml.problem([...at, 'http', key], message, { part: 'key', fix })
  const bodiless = method === 'GET' || method === 'HEAD'
  return [
    ...(bodiless && json !== undefined
      ? [refuse('json', `a ${method} sends no JSON`, 'Write http_method: POST, say.')]
      : []),
    ...(body !== undefined && json !== undefined
      ? [refuse('json', 'body is sent in its place', 'Keep one of the two.')]
      : []),
    ...(params !== undefined && !bodiless && (body ?? json) !== undefined
      ? [refuse('params', 'another body is sent in its place', 'Keep one of them; members of the URL stand in query.')]
      : []),
  ]
}
