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
  })
  expect(new Set(problems.map(({ at }) => at?.file))).toEqual(
    new Set(['specs/requirements/rfc6749.yaml', 'specs/profiles/small.yaml']),
  )
})

test('two files of one id', async () => {
  const files = { ...goodSpecs, 'scenarios/token/copy.yaml': goodSpecs[scenarioFile] ?? '' }
  expect(brief(await problemsOf(files))[0]).toContain('the id must be "token/copy", like the file')
})
