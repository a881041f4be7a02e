import { describe, expect, test } from 'vitest'
import { goodSpecs } from '../testing/good-specs.ts'
import { limitationFile, problemsOf, spoilt } from '../testing/spoilt.ts'
import { brief, told } from '../testing/told.ts'

describe('limitations', () => {
  test('a last row with a condition', async () => {
    expect(
      told(
        await spoilt(
          limitationFile,
          '      - outcome: inconclusive',
          '      - when: { answer: { R1: { sent: false } } }\n        outcome: inconclusive',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "specs/limitations/refresh.yaml:21:9: the last row of a table has no when
      20 |         because: It was accepted.
      21 |       - when: { answer: { R1: { sent: false } } }
         |         ^^^^
      fix: Add a last row without when, so that every answer has an outcome."
    `)
  })

  test('rows after one that always matches', async () => {
    expect(
      told(
        await spoilt(
          limitationFile,
          'when: { answer: { R1: { grants: true } } }\n        outcome: violated',
          'outcome: violated',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "specs/limitations/refresh.yaml:16:9: no row after this one is ever reached, because it always matches
      15 |     rows:
      16 |       - outcome: violated
         |         ^^^^^^^
      fix: Move it to the end, or give it a when."
    `)
  })

  test('rows that speak of unknown steps, or of this', async () => {
    expect(brief(await spoilt(limitationFile, 'answer: { R1:', 'answer: { R2:'))).toEqual([
      'specs/limitations/refresh.yaml:16:27 there is no step "R2"; did you mean "R1"?',
    ])
    // Where the probe is a step, `this` is that step.
    expect(brief(await spoilt(limitationFile, 'answer: { R1:', 'answer: { this:'))).toEqual([])
    const head = 'probe: R1\n    title: The access token as a refresh token\n    rows:\n      - when: { answer: { '
    const other = `${head.replace('R1', 'status')}this:`
    expect(brief(await spoilt(limitationFile, `${head}R1:`, other))[0]).toContain('"this" means nothing here')
  })

  test('a requirement that does not exist, a table that is there twice, no control', async () => {
    expect(
      brief(await spoilt(limitationFile, 'requirement: rfc6749.5.2.error-member', 'requirement: rfc6749.nothing'))[0],
    ).toContain('there is no requirement "rfc6749.nothing"')
    expect(
      brief(
        await spoilt(
          limitationFile,
          'tables:',
          'tables:\n  - { probe: R1, title: t, rows: [{ outcome: upheld, rfc: ok, because: b }] }',
        ),
      )[0],
    ).toContain('two tables are called "R1"')
    expect(brief(await spoilt(limitationFile, '    control: true\n', ''))[0]).toContain('there is no control')
  })

  test('the file is called like the limitation', async () => {
    const { [limitationFile]: text = '', ...others } = goodSpecs
    expect(brief(await problemsOf({ ...others, 'limitations/other.yaml': text }))[0]).toContain(
      'must be called refresh.yaml',
    )
  })
})
