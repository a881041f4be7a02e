import { closest } from '../../decode/closest.ts'
import { isObject } from '../../decode/json.ts'
import type { Problem } from '../../model/errors.ts'
import type { FileKind } from '../check/file-checks.ts'
import type { YamlFile } from '../yaml/yaml-file.ts'

/** First keys that tell what a file is. */
const kindOfKey: Readonly<Record<string, FileKind>> = {
  scenario: 'scenario',
  limitation: 'limitation',
  profile: 'profile',
  document: 'requirement',
  proof: 'proof',
  findings: 'findings',
  cves: 'cves',
  elsewhere: 'elsewhere',
  frozen: 'frozen',
  baseline: 'baseline',
  attestations: 'attestations',
  allowances: 'allowances',
  rules: 'rules',
  fleet: 'fleet',
  issuer: 'target',
  baseUrl: 'target',
  fhirBaseUrl: 'target',
}

/** A profile has an `issuer` too, and a target file may begin with `profile`: these keys tell them apart. */
const onlyInProfiles = ['version', 'title', 'clients', 'extends']

/** What a file is, told by its first key. */
export function kindOf(yaml: YamlFile): FileKind | Problem {
  const keys = isObject(yaml.value) ? Object.keys(yaml.value) : []
  const located = ['issuer', 'baseUrl', 'fhirBaseUrl'].some((key) => keys.includes(key))
  if (located && !keys.some((key) => onlyInProfiles.includes(key))) return 'target'
  const [first] = keys
  const kind = first === undefined ? undefined : Object.entries(kindOfKey).find(([key]) => key === first)?.[1]
  return kind ?? unknown(yaml, first)
}

function unknown(yaml: YamlFile, first: string | undefined): Problem {
  const names = Object.keys(kindOfKey)
  const fix = `Begin the file with one of ${names.join(', ')}.`
  if (first === undefined) return yaml.problem([], 'this is no specification file: it has no keys', { fix })
  const meant = closest(first, names)
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
  return yaml.problem([first], `cannot tell what this file is by its first key "${first}"${hint}`, { part: 'key', fix })
}
