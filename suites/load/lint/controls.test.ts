import { describe, expect, test } from 'vitest'
import { scenarioFile, spoilt } from '../testing/spoilt.ts'
import { brief } from '../testing/told.ts'

const refusedStep = / {2}- id: refused[\s\S]*/u
const message = 'this check demands that a varied token is accepted, and no plain one was accepted in this scenario'

/** The good scenario with other steps in place of the second one, and its control in place of the first where it is named. */
const stepsAre = async (steps: string): Promise<readonly string[]> =>
  brief(await spoilt(scenarioFile, refusedStep, steps))

const accepted = (when = ''): string =>
  `  - id: varied\n    ${when}token: { params: { x: "1" } }\n    expect: [{ requirement: rfc6749.5.2.error-member, status: 200 }]\n`

describe('an acceptance that is demanded', () => {
  test('stands beside a control of the same operation', async () => {
    expect(await stepsAre(accepted())).toEqual([])
  })

  test.each([
    ['a control of another operation', '  - id: own\n    introspect: { params: { token: x } }\n'],
    ['a condition that fits a refusal too', '  - id: own\n    token: {}\n'],
  ])('is refused after %s', async (_name, before) => {
    const control = / {2}- id: control[\s\S]*/u
    const when =
      'when: { answer: { own: { status: [200, 400], has: [/error], json: [{ at: /x, equals: 1, optional: true }] } } }\n    '
    const steps = `  - id: proof\n    control: true\n    register: {}\n${before}${accepted(when)}`
    expect(brief(await spoilt(scenarioFile, control, steps))).toEqual([expect.stringContaining(message)])
  })

  test('may be conditional on a plain request that was accepted', async () => {
    const control = / {2}- id: control[\s\S]*/u
    const when = 'when: { answer: { own: { grants: true } } }\n    '
    const steps = `  - id: proof\n    control: true\n    register: {}\n  - id: own\n    token: {}\n${accepted(when)}`
    expect(brief(await spoilt(scenarioFile, control, steps))).toEqual([])
  })
})
