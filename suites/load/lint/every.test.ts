import { describe, expect, test } from 'vitest'
import { goodSpecs } from '../testing/good-specs.ts'
import { problemsOf, refused, scenarioFile } from '../testing/spoilt.ts'
import { brief } from '../testing/told.ts'

const matrix = /matrix:\n.*\n/u

/** The problems of the good scenario, without its matrix, when its one check is another. */
async function checked(check: string): Promise<readonly string[]> {
  const before = goodSpecs[scenarioFile] ?? ''
  const text = before
    .replace(matrix, '')
    .replaceAll(' method: $matrix.auth_method,', '')
    .replace('{ auth: { method: $matrix.auth_method } }', '{}')
  return brief(await problemsOf({ ...goodSpecs, [scenarioFile]: text.replace(refused, () => check) }))
}

const onEvery = (answer: string, subject: string) =>
  `{ requirement: rfc6749.5.2.error-member, every: { operation: token, answer: ${answer} }, ${subject} }`

describe('checks on every answer of the run', () => {
  test('look at those answers alone', async () => {
    expect(
      await checked(
        onEvery('{ status: 400, json: [{ at: /error, equals: $this.status }] }', 'json: { at: /error, type: string }'),
      ),
    ).toEqual([])
    expect(await checked(onEvery('{ status: 400 }', 'json: { at: /iss, equals: $metadata#/issuer }'))).toEqual([])
  })

  test.each([
    [
      onEvery('{ status: 400 }', 'json: { at: /a, equals: $steps.control.body#/a }'),
      '$steps.control.body#/a is not the same for every answer of the run',
    ],
    [
      onEvery('{ status: 400 }', 'json: { at: /a, equals: $client#/client_id }'),
      '$client#/client_id is not the same for every answer of the run',
    ],
    [
      onEvery('{ json: [{ at: /a, equals: $client#/client_id }] }', 'json: { at: /a, present: true }'),
      '$client#/client_id is not the same for every answer of the run',
    ],
    [
      onEvery('{ like: control }', 'json: { at: /a, present: true }'),
      'like compares with a step, and these answers are of many',
    ],
    [onEvery('{ has: a }', 'json: { at: /a, present: true }'), '"a" is not a JSON Pointer'],
    [
      onEvery('{ status: 400 }', 'when: { answer: { this: { status: 400 } } }, json: { at: /a, present: true }'),
      'a check on every answer has no single answer to look at here',
    ],
    ['{ every: { answer: { status: 400 } }, status: 400 }', 'this check cites no requirement'],
  ])('%s', async (check, message) => {
    expect((await checked(check)).join('\n')).toContain(message)
  })

  test('stand in no matrix, where each row would say the same', async () => {
    const text = (goodSpecs[scenarioFile] ?? '').replace(refused, () => onEvery('{ status: 400 }', 'status: 400'))
    const problems = brief(await problemsOf({ ...goodSpecs, [scenarioFile]: text }))
    expect(problems.join('\n')).toContain('every row of the matrix would judge the same answers')
  })
})
