import type { Check, Poll, Step } from '../../model/scenario.ts'
import { operations } from '../../model/vocabulary.ts'
import type { RawCheck, RawStep } from '../raw/raw-scenario.ts'
import type { Path } from '../yaml/path.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'
import { checkNames } from './check-names.ts'
import { toCondition } from './to-condition.ts'
import { toRequest } from './to-request.ts'
import { toSubject } from './to-subject.ts'

type Locate = YamlFile['locate']

/** Steps as written -> the model's, each with its place in the file. */
export function toSteps(raw: readonly RawStep[], locate: Locate): readonly Step[] {
  return raw.flatMap((step, index) => toStep(step, ['steps', index], locate) ?? [])
}

function toStep(raw: RawStep, path: Path, locate: Locate): Step | undefined {
  const operation = operations.find((name) => raw[name] !== undefined)
  if (operation === undefined) return undefined
  return {
    id: raw.id,
    control: raw.control ?? false,
    operation,
    request: toRequest(raw[operation] ?? {}),
    ...(raw.when === undefined ? {} : { when: toCondition(raw.when) }),
    ...(raw.poll === undefined ? {} : { poll: toPoll(raw.poll) }),
    ...(raw.live === undefined ? {} : { live: raw.live }),
    expect: toChecks(raw.expect ?? [], path, locate),
    at: locate(path),
  }
}

function toPoll(raw: NonNullable<RawStep['poll']>): Poll {
  return { ...raw, until: toCondition(raw.until) }
}

function toChecks(raw: readonly RawCheck[], path: Path, locate: Locate): readonly Check[] {
  const names = checkNames(raw)
  return raw.flatMap((check, index) => {
    const subject = toSubject(check)
    const name = names[index]
    if (subject === undefined || name === undefined) return []
    const { requirement, when, hint } = check
    return {
      name,
      ...(requirement === undefined ? {} : { requirement }),
      ...(when === undefined ? {} : { when: toCondition(when) }),
      subject,
      ...(hint === undefined ? {} : { hint }),
      at: locate([...path, 'expect', index]),
    }
  })
}
