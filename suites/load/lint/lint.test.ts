import { expect, test } from 'vitest'
import { goodSpecs } from '../testing/good-specs.ts'
import { problemsOf, scenarioFile } from '../testing/spoilt.ts'
import { brief, told } from '../testing/told.ts'

test('files without a problem have none', async () => {
  expect(told(await problemsOf(goodSpecs))).toBe('')
})

test('a broken file does not make others look wrong', async () => {
  const problems = await problemsOf({
    ...goodSpecs,
    'requirements/rfc6749.yaml': 'document: [',
    'profiles/small.yaml': 'profile: {',
    [scenarioFile]: 'scenario: [',
    'allowances/a.yaml':
      'allowances: Test\nmay_differ: [{ place: /x, change: dropped, source: RFC 6749, section: "5.1", because: So. }]',
    'proof/a.yaml':
      'proof: Test\nunproven: [{ check: "token/wrong-secret:refused:error-member", reason: It cannot be seen. }]',
  })
  expect(new Set(problems.map(({ at }) => at?.file))).toEqual(
    new Set(['specs/requirements/rfc6749.yaml', 'specs/profiles/small.yaml', `specs/${scenarioFile}`]),
  )
})

test('two files of one id', async () => {
  const files = { ...goodSpecs, 'scenarios/token/copy.yaml': goodSpecs[scenarioFile] ?? '' }
  expect(brief(await problemsOf(files))[0]).toContain('the id must be "token/copy", like the file')
})
