import type { RefusedOrCheck } from '../../model/language.ts'
import { givenName } from '../convert/check-names.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { clash, type JsonParts, leads, merge, present } from './merge.ts'
import { askedTwice, type PlacedCheck, type PlaceOf, type Unfolded, type WrittenOneCheck } from './placed.ts'

/** What an answer has where the request was taken, by operation. */
const signs: Readonly<Record<string, string>> = {
  register: '/client_id',
  update_client: '/client_id',
  token: '/access_token',
}

/** A check of a request that may be refused, or taken with a value replaced -> two: of the value where it was taken, of the refusal where it was not. */
export function withoutAlternative(written: WrittenOneCheck, step: JsonParts, yaml: YamlFile): Unfolded<PlacedCheck> {
  const { value: check, placeOf } = written
  if (!('refused_or' in check)) return { items: [{ value: check, placeOf }], problems: [] }
  const [, sign] = Object.entries(signs).find(([operation]) => operation in step) ?? []
  if (sign !== undefined) return split(check, placeOf, sign, yaml)
  const fix = `refused_or works with ${Object.keys(signs).join(', ')}. Write two checks with conditions instead.`
  const message = 'nothing in the answer to this operation tells whether the request was taken'
  return { items: [], problems: [yaml.problem(placeOf(['refused_or']), message, { part: 'key', fix })] }
}

function split(check: RefusedOrCheck, placeOf: PlaceOf, sign: string, yaml: YamlFile): Unfolded<PlacedCheck> {
  const { refused_or: asked, id, when, hint, ...same } = check
  const { json, schema, where, refusal } = asked
  const name = givenName(check)
  const { id: refusalId = name === undefined ? 'refusal' : `${name}-refusal`, ...rejection } = refusal ?? {}
  const taken = answering(present({ has: [sign], json: where }))
  const refused = answering({ lacks: [sign] })
  const twice = clash(taken, when) ?? clash(refused, when)
  return {
    items: [
      {
        value: present({ ...same, id, hint, when: merge(when, taken), json, schema }),
        placeOf: (part) => placeOf(leads(check, part) ? part : ['refused_or', ...part]),
      },
      {
        value: present({ ...same, id: refusalId, when: merge(when, refused), rejection }),
        placeOf: (part) => placeOf(placeInRefusal(part, check)),
      },
    ],
    problems: twice === undefined ? [] : [askedTwice(placeOf(['when', ...twice]), yaml)],
  }
}

const answering = (pattern: JsonParts): JsonParts => ({ answer: { this: pattern } })

/** The name of the second check and what it asks for stand below `refusal`. */
function placeInRefusal([key, ...below]: Path, { id: _, ...check }: RefusedOrCheck): Path {
  if (key === undefined) return []
  if (leads(check, [key, ...below])) return [key, ...below]
  return ['refused_or', 'refusal', ...(key === 'rejection' ? below : [key, ...below])]
}
