import { readFileSync } from 'node:fs'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { Conclusion, FinishedRun } from '../suites/model/report.ts'
import { verdictKinds } from '../suites/model/verdict.ts'
import { renderJunit } from './junit.ts'
import { hostileRun, mixedRun } from './samples.ts'
import { check, finishedRun, limitation, scenario } from './testing.ts'

const xsd = readFileSync(new URL('fixtures/junit.xsd', import.meta.url), 'utf8')

async function errorsOf(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [xsd] })
  return errors.map(({ message }) => message)
}

interface Testcase {
  readonly name: string
  readonly classname: string
  readonly failure?: { readonly message: string; readonly type: string; readonly '#text': string }
  readonly error?: { readonly message: string; readonly type: string }
  readonly skipped?: { readonly message: string }
  readonly 'system-out'?: string
}
interface Counts {
  readonly name: string
  readonly tests: string
  readonly failures: string
  readonly errors: string
}
interface Testsuite extends Counts {
  readonly skipped: string
  readonly testcase: readonly Testcase[]
}

function readBack(run: FinishedRun): Counts & { readonly testsuite: readonly Testsuite[] } {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  })
  return parser.parse(renderJunit(run)).testsuites
}

function only(run: FinishedRun, suite: string): Testcase | undefined {
  return readBack(run).testsuite.find(({ name }) => name === suite)?.testcase[0]
}

describe('renderJunit', () => {
  test.each([
    ['every verdict', mixedRun()],
    ['hostile text', hostileRun()],
    ['nothing at all', finishedRun()],
  ])('is valid: %s', async (_, run) => {
    expect(await errorsOf(renderJunit(run))).toEqual([])
  })

  test('the grammar refuses what is wrong', async () => {
    expect(await errorsOf('<testsuites><testcase/></testsuites>')).not.toEqual([])
  })

  test('findings first, one suite per row, one case per check, and the counts add up', () => {
    const run = mixedRun()
    const all = readBack(run)
    expect(all.testsuite.map(({ name }) => name)).toEqual([
      'run',
      'baseline',
      'findings',
      'limitations',
      ...run.report.scenarios.map(({ id }) => id),
    ])
    const [runSuite, ...rest] = all.testsuite
    const checks = run.report.scenarios.map((one) => one.checks.length)
    expect([runSuite, ...rest].map((suite) => suite?.testcase.length)).toEqual([1, 1, 2, 3, ...checks])
    // 1 entry of the baseline, 1 finding that fails, 2 checks and 1 limitation violated; 2 checks, 1 limitation undecided, 1 fault of ours.
    expect(all).toMatchObject({ tests: '15', failures: '5', errors: '4' })
    for (const suite of all.testsuite) {
      expect(suite.tests).toBe(String(suite.testcase.length))
      expect(suite.failures).toBe(String(suite.testcase.filter((one) => one.failure !== undefined).length))
      expect(suite.errors).toBe(String(suite.testcase.filter((one) => one.error !== undefined).length))
      expect(suite.skipped).toBe(String(suite.testcase.filter((one) => one.skipped !== undefined).length))
    }
  })

  test.each(verdictKinds)('a check with verdict %s', (verdict) => {
    const run = finishedRun({ scenarios: [scenario('a/b', 'x', [check('a/b', 'r', verdict)])] })
    const { failure, error, skipped, 'system-out': out } = only(run, 'a/b') ?? {}
    const seen = { failure: failure?.message, error: error?.type, skipped: skipped?.message, out: out?.split('\n')[0] }
    const differs = 'expected status 401, observed status 400'
    const expected = {
      pass: {},
      fail: { failure: differs },
      warn: { out: `warn: ${differs}` },
      inconclusive: { error: 'inconclusive' },
      error: { error: 'error' },
      'not-applicable': { skipped: 'The target is reached over loopback.' },
    }
    expect(seen).toEqual(expected[verdict])
  })

  test.each<[Conclusion, boolean, boolean]>([
    ['conformant', true, false],
    ['nonconformant', true, false],
    ['inconclusive', true, true],
    ['invalid', true, true],
    ['conformant', false, true],
  ])('a run that is %s (complete: %s) has an error of its own: %s', (conclusion, complete, isError) => {
    expect(only(finishedRun({ conclusion, complete }), 'run')?.error !== undefined).toBe(isError)
  })

  test('an entry of the baseline to fix, and what --fail-on counts, are cases that fail', () => {
    const { report } = mixedRun()
    const [, entries] = readBack({ ...mixedRun(), report: { ...report, stricter: 'exit code 1, since …' } }).testsuite
    expect(entries?.testcase[0]?.failure?.message).toContain('did not fail: remove the entry')
    const { baseline: _, ...green } = { ...report, conclusion: 'conformant' as const, stricter: 'exit code 1, since …' }
    const [run] = readBack({ ...mixedRun(), report: green }).testsuite
    expect(run?.testcase[0]?.failure?.message).toContain('exit code 1, since')
  })

  test('a row that was never begun does not vanish', () => {
    const row = scenario('a/b', 'x', [], { verdict: 'inconclusive', because: 'no client' })
    expect(only(finishedRun({ scenarios: [row] }), 'a/b')).toMatchObject({ name: 'x', error: { message: 'no client' } })
  })

  test.each([
    ['upheld', undefined, undefined],
    ['violated', 'because', undefined],
    ['inconclusive', undefined, 'because'],
  ] as const)('a limitation that is %s', (outcome, failure, error) => {
    const one = only(finishedRun({ limitations: [limitation({ outcome, because: 'because' })] }), 'limitations')
    expect([one?.failure?.message, one?.error?.message]).toEqual([failure, error])
  })

  test('a failure tells all that is needed to act on it', () => {
    const suite = 'token/invalid-client[client_secret_basic,wrong_secret]'
    const failing = readBack(mixedRun()).testsuite.find(({ name }) => name === suite)?.testcase[1]
    expect(failing?.failure?.['#text']).toMatchInlineSnapshot(`
      "requirement: rfc6749.5.2.invalid-client-basic-401
      source: MUST, RFC 6749 section 5.2
      says: A client that used the Authorization header and failed to authenticate is answered with 401 and a matching challenge.
      expected: status 401
      observed: status 400
      exchange: POST /token -> 400 application/json 143 bytes in 3 ms
      next: Answer 401 with WWW-Authenticate when the client used the Authorization header.
      request: curl -i 'http://127.0.0.1:9400/token' -H 'content-type: application/x-www-form-urlencoded' -u "$CLIENT_ID:$CLIENT_SECRET" --data-raw 'grant_type=client_credentials&scope=read'
      repeat: grantcheck run http://127.0.0.1:9400 --only 'token/invalid-client[client_secret_basic,wrong_secret]'"
    `)
  })
})
