import { expect, test } from 'vitest'
import { repeatOf } from './repeat.ts'
import { check, finishedRun, scenario } from './testing.ts'

const every = (senders: readonly string[] | undefined) =>
  check('lifecycle/challenges', 'www-authenticate', 'fail', senders && { senders })

const repeated = (senders?: readonly string[]): string => {
  const row = scenario('lifecycle/challenges', 'Every 401 has a challenge', [every(senders)])
  return repeatOf({ id: row.id, scenario: row, check: every(senders) }, finishedRun({ scenarios: [row] }))
}

test('a check of every answer is repeated with the scenario that sent the deciding request', () => {
  expect(repeated(['revocation/hints', 'token/query'])).toMatch(
    / --only 'lifecycle\/challenges' --only 'revocation\/hints'$/u,
  )
})

test.each([
  ['its own request decided', ['lifecycle/challenges']],
  ['no scenario sent it', undefined],
])('a check is repeated by its own scenario alone where %s', (_, senders) => {
  expect(repeated(senders)).toMatch(/ run \S+ --only 'lifecycle\/challenges'$/u)
})
