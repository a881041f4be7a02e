import { describe, expect, test } from 'vitest'
import { fileChecks } from '../check/file-checks.ts'
import { readOne } from '../files/read-kind.ts'
import { told } from '../testing/told.ts'
import { toScenario } from './to-scenario.ts'

function convert(text: string) {
  const read = readOne('specs/scenarios/a/b.yaml', text, fileChecks.scenario)
  if (!read.ok) throw new Error(told(read.problems))
  return toScenario(read.loaded.raw, read.loaded.yaml)
}

const steps = (yaml: string) => convert(`scenario: a/b\ntitle: t\nkind: negative\nsteps:\n${yaml}`).steps
describe('toScenario', () => {
  test('fills what a file may leave out', () => {
    expect(convert('scenario: a/b\ntitle: t\nkind: negative\nsteps: [{ id: s, token: {} }]\n')).toEqual({
      id: 'a/b',
      title: 't',
      kind: 'negative',
      needs: [],
      matrix: {},
      fresh: false,
      steps: [
        {
          id: 's',
          control: false,
          operation: 'token',
          request: {},
          expect: [],
        },
      ],
      at: { file: 'specs/scenarios/a/b.yaml', line: 1, column: 11 },
    })
  })

  test('keeps requests and conditions as they are written', () => {
    const [step] = steps(
      '  - id: s\n    token: { auth: none, content_type: text/plain, dpop: {} }\n    when: { size: [1, 2], answer: { this: { status: 200 } } }\n    live: mint\n    poll: { until: { param: { as: x } }, for: $param.t, every: 1 }\n',
    )
    expect(step).toMatchObject({
      request: { auth: 'none', content_type: 'text/plain', dpop: {} },
      when: { size: [1, 2], answer: { this: { status: 200 } } },
      live: 'mint',
      poll: { until: { param: { as: 'x' } }, for: '$param.t', every: 1 },
    })
  })

  test('keeps checks as they are written, with their names and places', () => {
    const [step] = steps(
      '  - id: s\n    control: true\n    token: {}\n    expect:\n      - { requirement: a.b, status: [400, 401], hint: h }\n',
    )
    expect(step?.expect).toEqual([
      {
        requirement: 'a.b',
        status: [400, 401],
        hint: 'h',
        name: 'b',
        at: { file: 'specs/scenarios/a/b.yaml', line: 9, column: 9 },
      },
    ])
  })

  test('names checks by id, requirement, or subject', () => {
    const [step] = steps(
      '  - id: s\n    control: true\n    token: {}\n    expect:\n      - { requirement: rfc6749.5.2.error-member, status: 400 }\n      - { id: mine, requirement: a.b, status: 400 }\n      - { status: 400 }\n      - { status: 401 }\n',
    )
    expect(step?.expect.map((check) => check.name)).toEqual(['error-member', 'mine', 'status', 'status-2'])
  })
})
