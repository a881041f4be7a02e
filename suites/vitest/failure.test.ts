import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mutants, startMutant } from '../../fixtures/mutants/index.ts'
import { type RunResult, run } from '../api/run.ts'
import type { CheckReport } from '../model/verdict.ts'
import { failureOf } from './failure.ts'

const scenario = `scenario: my/short-lived
title: Tokens for machines live at most a minute
kind: conformance
needs: [client_credentials]
steps:
  - id: token
    token: {}
    expect:
      - { requirement: rfc6749.5.1.expires-in-is-number, json: { at: /expires_in, max: 60 }, hint: Lower it. }
`
const profile = `profile: mine
extends: airlock-iam
version: "1"
title: Ours
files: [short-lived.yaml]
scenarios: [registration/*]
`

let folder: string
let result: RunResult
const path = (name: string): string => join(folder, name)
const failed = (id: RegExp): CheckReport => {
  const checks = result.report.scenarios.flatMap((each) => each.checks)
  const found = checks.find((check) => check.verdict === 'fail' && id.test(check.id))
  if (found === undefined) throw new Error(`nothing failed that fits ${id}`)
  return found
}

beforeAll(async () => {
  const mutant = mutants.find(breaksRegistration)
  if (mutant === undefined) throw new Error('there is no such mutant')
  folder = await mkdtemp(join(tmpdir(), 'grantcheck-'))
  const server = await startMutant(mutant)
  await writeFile(path('short-lived.yaml'), scenario)
  await writeFile(path('mine.yaml'), profile)
  await writeFile(path('target.yaml'), `baseUrl: ${server.baseUrl}\n`)
  result = await run({ target: path('target.yaml'), profile: path('mine.yaml'), confirm: false })
  await server.close()
})
afterAll(() => rm(folder, { recursive: true }))

const breaksRegistration = ({ mode, breaks }: (typeof mutants)[number]): boolean =>
  mode === 'airlock' && breaks.startsWith('rfc7591.3.2.1')

describe('a failed check as a test failure', () => {
  it('says what was expected and observed, what to do, the request, and shows the own scenario with a caret', () => {
    const check = failed(/^my\/short-lived/u)
    const { message, stack } = failureOf(check, result)
    expect(message).toMatch(/^fail: /u)
    expect(message).toContain('expected: ')
    expect(message).toContain('observed: ')
    expect(message).toContain('next: Lower it.')
    expect(message).toMatch(/request: curl -i '?http/u)
    expect(message).toMatch(/\n\s*\| +\^/u)
    expect(stack).toContain(`at ${path('short-lived.yaml')}:9:`)
  })

  it('of a scenario of the package points at the target file', () => {
    const { message, stack } = failureOf(failed(/^registration/u), result)
    expect(stack).toContain(`at ${path('target.yaml')}:1:1`)
    expect(`${message}${stack}`).not.toContain('specs/scenarios')
  })
})
