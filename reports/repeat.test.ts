import { expect, test } from 'vitest'
import { repeatOf } from './repeat.ts'
import { check, exchange, finishedRun, scenario } from './testing.ts'

const every = scenario('lifecycle/challenges', 'Every 401 has a challenge', [
  check('lifecycle/challenges', 'www-authenticate', 'fail', { exchange: 3 }),
])
const revoking = scenario('revocation/unknown-token', 'An unknown token is revoked', [])

const repeated = (owner: string): string => {
  const run = finishedRun({ scenarios: [every, revoking] }, [exchange(3, { owner })])
  const [decided] = every.checks
  return repeatOf({ id: every.id, scenario: every, ...(decided && { check: decided }) }, run)
}

test('a check of every answer is repeated with the scenario that sent the deciding request', () => {
  expect(repeated(revoking.id)).toMatch(/ --only 'lifecycle\/challenges' --only 'revocation\/unknown-token'$/u)
})

test.each([
  ['its own scenario sent it', every.id],
  ['no scenario sent it', 'clients'],
])('a check is repeated by its own scenario alone where %s', (_, owner) => {
  expect(repeated(owner)).toMatch(/ run \S+ --only 'lifecycle\/challenges'$/u)
})
