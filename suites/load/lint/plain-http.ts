import { isReference } from '../../language/reference.ts'
import type { Problem } from '../../model/errors.ts'
import type { RequestSpec } from '../../model/language.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** What a step may not have that asks without TLS: another place, and anything that could be secret. */
export function plainHttpProblems(request: RequestSpec, at: Path, yaml: YamlFile): readonly Problem[] {
  return [...elsewhereProblems(request, at, yaml), ...secretProblems(request, at, yaml)]
}

const elsewhereProblems = (request: RequestSpec, at: Path, yaml: YamlFile): readonly Problem[] =>
  (['host', 'path'] as const)
    .filter((key) => request[key] !== undefined)
    .map((key) =>
      yaml.problem([...at, 'http', key], `a step with plain asks for the path of an endpoint, and has no ${key}`, {
        part: 'key',
        fix: 'Leave it out.',
      }),
    )

/** Everybody on the way reads it: no proof of who sends it, and no value that the run or the target file holds. */
function secretProblems(request: RequestSpec, at: Path, yaml: YamlFile): readonly Problem[] {
  const message = 'a step with plain goes over the network without TLS, so it carries nothing that could be secret'
  const proofs = (['auth', 'dpop', 'assertion'] as const).filter((key) => request[key] !== undefined)
  const { params = {}, json = {}, headers = {}, query = {}, body } = request
  const places: readonly (readonly [Path, unknown])[] = [
    ...Object.entries({ params, json, headers, query }).flatMap(([key, members]) =>
      Object.entries(members).map(([name, value]) => [[key, name], value] as const),
    ),
    [['body'], body],
  ]
  return [
    ...proofs.map((key) =>
      yaml.problem([...at, 'http', key], message, { part: 'key', fix: 'Leave it out, and write made-up values.' }),
    ),
    ...places
      .filter(([, value]) => refers(value))
      .map(([path]) => yaml.problem([...at, 'http', ...path], message, { fix: 'Write a made-up value.' })),
  ]
}

const refers = (value: unknown): boolean => {
  if (typeof value === 'string') return isReference(value) && !value.startsWith('$matrix.')
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(refers)
}
