import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { limitationIds } from '../suites/model/limitation.ts'
import { verdictKinds } from '../suites/model/verdict.ts'
import { renderJson } from './json.ts'
import { hostileRun, hostileText, mixedRun } from './samples.ts'
import { finishedRun } from './testing.ts'
import { isUnsafe } from './text.ts'

const schema = JSON.parse(readFileSync(new URL('../specs/schemas/report.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema)

function errorsOf(report: unknown): readonly string[] {
  return validate(report)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

describe('renderJson', () => {
  test.each([
    ['every verdict', mixedRun()],
    ['hostile text', hostileRun()],
    ['nothing at all', finishedRun()],
  ])('conforms to the schema: %s', (_, run) => {
    expect(errorsOf(JSON.parse(renderJson(run)))).toEqual([])
  })

  test.each([
    ['every verdict', mixedRun()],
    ['hostile text', hostileRun()],
  ])('says all that the report says: %s', (_, run) => {
    expect(JSON.parse(renderJson(run))).toEqual(JSON.parse(JSON.stringify(run.report)))
  })

  test('members stand in the documented order, complete last, newline at the end', () => {
    const run = mixedRun()
    const optional = { partial: { only: ['token/*'], skip: [] }, stricter: 'exit code 1, since …' }
    const text = renderJson({ ...run, report: { ...run.report, ...optional } })
    expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(schema.properties))
    expect(text.endsWith('"complete": true\n}\n')).toBe(true)
  })

  test('the same report gives the same text, whatever the order of its members', () => {
    const run = mixedRun()
    const { complete, ...rest } = run.report
    const shuffled = { complete, ...Object.fromEntries(Object.entries(rest).reverse()) }
    expect(renderJson({ ...run, report: { ...run.report, ...shuffled } })).toBe(renderJson(run))
  })

  test('hostile text is escaped, and unchanged when read', () => {
    const text = renderJson(hostileRun())
    expect(isUnsafe(text.replaceAll('\n', ''))).toBe(false)
    expect(JSON.parse(text).notes).toEqual([hostileText])
  })
})

describe('report.schema.json', () => {
  test('a truncated, extended or self-contradicting report is refused', () => {
    const { complete: _, ...cut } = mixedRun().report
    expect(errorsOf(cut)).toEqual([" must have required property 'complete'"])
    expect(errorsOf({ ...mixedRun().report, extra: 1 })).toEqual([' must NOT have additional properties'])
    const mute = { ...mixedRun().report.scenarios[0]?.checks[0], verdict: 'fail' }
    const scenarios = [{ id: 'a', title: 'a', row: {}, verdict: 'fail', checks: [mute] }]
    expect(errorsOf({ ...mixedRun().report, scenarios })).toContain(
      "/scenarios/0/checks/0 must have required property 'expected'",
    )
  })

  test('its vocabularies are those of the model', () => {
    expect(schema.$defs.verdict.enum).toEqual(verdictKinds)
    expect(schema.$defs.limitation.properties.id.enum).toEqual(limitationIds)
  })
})
