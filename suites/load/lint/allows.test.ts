import { expect, test } from 'vitest'
import { refused, scenarioFile, spoilt } from '../testing/spoilt.ts'
import { brief, told } from '../testing/told.ts'

/** The problems of the good scenario with this list of refusals that are allowed. */
const allowing = async (allows: string) => spoilt(scenarioFile, 'steps:\n', `allows:\n  ${allows}\nsteps:\n`)

test('a refusal is allowed by a requirement, or by a section of which there is one', async () => {
  const sources = ['rfc6749.5.1.no-store', 'RFC 6749 section 5.1']
  for (const source of sources)
    expect(brief(await allowing(`- { gate: control, because: It says so., source: ${source} }`))).toEqual([])
  expect(brief(await allowing(`- { gate: [control], because: It says so., source: ${sources[1]} }`))).toEqual([])
})

test('it is one of a step, and its source is there and no wider than a section', async () => {
  expect(
    told(await allowing('- { gate: controls, because: It says so., source: RFC 6749 section 5 }')),
  ).toMatchInlineSnapshot(`
      "specs/scenarios/token/wrong-secret.yaml:8:13: there is no step "controls"; did you mean "control"?
      7 | allows:
      8 |   - { gate: controls, because: It says so., source: RFC 6749 section 5 }
        |             ^^^^^^^^

      specs/scenarios/token/wrong-secret.yaml:8:53: no requirement is "RFC 6749 section 5", and none stands there
      7 | allows:
      8 |   - { gate: controls, because: It says so., source: RFC 6749 section 5 }
        |                                                     ^^^^^^^^^^^^^^^^^^
      fix: Name the section in which the sentence itself stands, and of which the catalogue has a requirement."
    `)
  expect(
    brief(await allowing('- { gate: [refused, other], because: It says so., source: RFC 6749 }')),
  ).toMatchInlineSnapshot(`
      [
        "specs/scenarios/token/wrong-secret.yaml:8:23 there is no step "other"",
        "specs/scenarios/token/wrong-secret.yaml:8:61 no requirement is "RFC 6749", and none stands there",
      ]
    `)
})

test('a step may be marked as legal beside others that have a fault', async () => {
  expect(brief(await spoilt(scenarioFile, '    control: true\n', '    control: true\n    legal: true\n'))).toEqual([
    'specs/scenarios/token/wrong-secret.yaml:10:5 this request is legal anyway',
  ])
  const plain = `  - { id: plain, legal: true, token: {}, expect: [${refused}] }\n`
  expect(brief(await spoilt(scenarioFile, '  - id: refused\n', `${plain}  - id: refused\n`))).toEqual([])
})
