import { describe, expect, it } from 'vitest'
import { specs } from '../live/testing/engine.ts'
import type { Bundle } from '../model/bundle.ts'
import { bundle, faultsOf, signedAgain, withFile } from './testing.ts'

describe('tampering by the vendor, who signs again', () => {
  const evidenceWith = (change: (each: string) => string) => signedAgain(withFile('evidence.json', change))
  it.each<readonly [string, Bundle, readonly string[]]>([
    ['nothing but signed again', signedAgain(bundle), []],
    [
      'a verdict',
      signedAgain(withFile('report.json', (each) => each.replace('"verdict": "pass"', '"verdict": "warn"'))),
      ['verdicts-differ'],
    ],
    [
      'the conclusion',
      signedAgain(withFile('report.json', (each) => each.replace(/\d+ checks passed/u, '0 checks passed'))),
      ['verdicts-differ'],
    ],
    [
      'the evidence behind a verdict',
      evidenceWith((each) => each.replaceAll('"no-store"', '"public"')),
      ['replay-differs', 'verdicts-differ'],
    ],
    [
      'a scenario left out',
      evidenceWith(withoutScenario),
      ['scenario-missing', 'evidence-contradicts-itself', 'requirements-differ'],
    ],
    [
      'a run that was limited',
      evidenceWith((each) => each.replace('"only": []', '"only": ["token/*"]')),
      ['run-partial', 'requirements-differ'],
    ],
    [
      'a run that was interrupted',
      evidenceWith((each) => each.replace('"interrupted": false', '"interrupted": true')),
      ['run-partial'],
    ],
    [
      'another profile',
      evidenceWith((each) => each.replace('"id": "airlock-iam"', '"id": "rfc"')),
      ['profile-swapped'],
    ],
    [
      'a profile that does not ship',
      evidenceWith((each) => each.replace('"id": "airlock-iam"', '"id": "easy"')),
      ['profile-unknown'],
    ],
    [
      'the profile of the report only',
      signedAgain(withFile('report.json', (each) => each.replace('"id": "airlock-iam"', '"id": "rfc"'))),
      ['profile-swapped'],
    ],
    [
      'a requirement dropped from the report',
      signedAgain(withFile('report.json', withoutRequirement)),
      ['requirements-differ'],
    ],
    [
      'the result in the statement',
      signedAgain(bundle, (each) => each.replace('"PASSED"', '"WARNED"')),
      ['statement-differs'],
    ],
    [
      'the target in the statement',
      signedAgain(bundle, (each) => each.replace('embedded reference server', 'best server')),
      ['statement-differs'],
    ],
    [
      'the digest of a specification file',
      signedAgain(bundle, (each) => each.replace(/("specs\/profiles\/rfc.yaml","digest":\{"sha256":")./u, '$1x')),
      ['statement-differs'],
    ],
    [
      'other specification files',
      signedAgain(bundle, (each) => each.replaceAll(specs.digest, `sha256:${'0'.repeat(64)}`)),
      ['specifications-unknown'],
    ],
    ['no window', signedAgain(bundle, (each) => each.replace('"notAfter"', '"never"')), ['statement-differs']],
  ])('%s', async (_, altered, expected) => {
    expect(await faultsOf(altered)).toEqual(expected)
  })

  function withoutScenario(each: string): string {
    const parsed = JSON.parse(each)
    return JSON.stringify({ ...parsed, scenarios: parsed.scenarios.slice(1) }, null, 1)
  }
  function withoutRequirement(each: string): string {
    const { requirements, ...rest } = JSON.parse(each)
    const { baseline: _, leftBehind, complete, ...head } = rest
    return JSON.stringify({ ...head, requirements: requirements.slice(1), leftBehind, complete }, null, 2)
  }
})
