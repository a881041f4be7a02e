import { listOf } from '../../decode/list-of.ts'
import type { Problem } from '../../model/errors.ts'
import type { Loaded } from '../files/file-set.ts'
import type { PlainScenario } from '../unfold/plain.ts'
import { unknownName } from './unknown-name.ts'
import type { World } from './world.ts'

/** A refusal that is allowed is one of a step that is there, and the sentence that allows it can be found. Only what is not legal anyway is marked so. */
export function allowsProblems({ raw, yaml }: Loaded<PlainScenario>, world: World): readonly Problem[] {
  const steps = raw.steps.map(({ id }) => id)
  const marked = raw.steps.flatMap(({ legal, control }, index) => {
    if (legal === undefined || (raw.kind === 'negative' && control !== true)) return []
    const message = 'this request is legal anyway'
    return [yaml.problem(['steps', index, 'legal'], message, { part: 'key', fix: 'Leave legal out.' })]
  })
  const unfounded = (raw.allows ?? []).flatMap(({ gate, source }, index) => {
    const path = ['allows', index]
    const gates = listOf(gate).flatMap((id, at) =>
      unknownName(yaml, Array.isArray(gate) ? [...path, 'gate', at] : [...path, 'gate'], 'step', id, steps),
    )
    const known = [world.requirements, world.sections].some((names) => names === undefined || names.has(source))
    if (known) return gates
    const fix = sectionOf.test(source)
      ? 'Name the section in which the sentence itself stands, and of which the catalogue has a requirement.'
      : 'Name a requirement, or a document and its section: RFC 7591 section 3.2.1.'
    return [
      ...gates,
      yaml.problem([...path, 'source'], `no requirement is "${source}", and none stands there`, { fix }),
    ]
  })
  return [...marked, ...unfounded]
}

const sectionOf = / section \S+$/u
