import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import Ajv04 from 'ajv-draft-04'
import formats from 'ajv-formats'
import { validateStrict } from 'ctrf'
import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import type { FinishedRun } from '../suites/model/report.ts'
import { renderBadge } from './badge.ts'
import { renderCtrf } from './ctrf.ts'
import { renderGithub } from './github.ts'
import { renderHar } from './har.ts'
import { formatNames, formats as reportFormats } from './index.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { renderNdjson } from './ndjson.ts'
import { renderPrometheus } from './prometheus.ts'
import { hostileRun, mixedRun } from './samples.ts'
import { renderSarif } from './sarif.ts'
import { check, exchange, finishedRun, limitation, scenario } from './testing.ts'

const fixture = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const runs = [
  ['every verdict', mixedRun()],
  ['hostile text', hostileRun()],
  ['nothing at all', finishedRun()],
] as const

/** A run in which so many checks fail, each for its own requirement. */
function failing(count: number) {
  const checks = Array.from({ length: count }, (_, index) => check('a/b', `check-${index}`, 'fail'))
  return finishedRun({ conclusion: 'nonconformant', scenarios: [scenario('a/b', 'many', checks)] })
}

describe('sarif', () => {
  const ajv = new Ajv04.default({ strict: false, allErrors: true })
  formats.default(ajv)
  const validate = ajv.compile(fixture('fixtures/sarif-schema-2.1.0.json'))
  const results = (run: Parameters<typeof renderSarif>[0]) => JSON.parse(renderSarif(run)).runs[0].results

  test.each(runs)('conforms to the OASIS schema: %s', (_, run) => {
    validate(JSON.parse(renderSarif(run)))
    expect(validate.errors ?? []).toEqual([])
  })

  test('findings are errors and warnings, checks notes, an undecided one none; a known failure is suppressed', () => {
    const all = results(mixedRun())
    const kinds = all.map(({ kind, level }: { kind: string; level: string }) => `${kind} ${level}`)
    expect([...new Set(kinds)]).toEqual(['fail error', 'fail warning', 'fail note', 'review none'])
    expect(all.filter((each: object) => 'suppressions' in each)).toHaveLength(1)
    expect(all[0].locations[0].physicalLocation.region.startLine).toBe(12)
    expect(all[0].message.text).toContain('Answer 401 with WWW-Authenticate')
  })

  test('braces and brackets of a message are text, not placeholders and links', () => {
    const odd = check('a/b', 'x', 'fail', { expected: '{0}', observed: '[a](1)' })
    const [, result] = results(finishedRun({ scenarios: [scenario('a/b', 't', [odd])] }))
    expect(result.message.text).toBe('Expected {{0}}, observed \\[a\\](1).')
  })
})

describe('ctrf', () => {
  test.each(runs)('conforms to the schema of ctrf.io: %s', (_, run) => {
    expect(() => validateStrict(JSON.parse(renderCtrf(run)))).not.toThrow()
  })

  test('findings stand before the checks', () => {
    const { tests } = JSON.parse(renderCtrf(mixedRun())).results
    expect(tests.map(({ suite }: { suite: string[] }) => suite[0]).slice(0, 3)).toEqual([
      'findings',
      'findings',
      'limitations',
    ])
    expect(tests[0]).toMatchObject({ status: 'failed', tags: ['rfc6749.5.2.invalid-client-basic-401'] })
  })

  test('a finding is suppressed when the baseline knows all its checks', () => {
    const checks = [check('a/b', 'x', 'fail')]
    const { baseline } = mixedRun().report
    const known = (baseline?.known ?? []).map((each) => ({ ...each, covers: ['a/b:probe:x'] }))
    const covered = { file: 'b.yaml', known, unlisted: [], problems: [] }
    const [finding] = JSON.parse(
      renderSarif(finishedRun({ scenarios: [scenario('a/b', 't', checks)], baseline: covered })),
    ).runs[0].results
    expect(finding.suppressions).toHaveLength(1)
  })

  test('what could not be decided is never "passed"', () => {
    const { tests } = JSON.parse(renderCtrf(mixedRun())).results
    const undecided = tests.filter(({ rawStatus }: { rawStatus: string }) => rawStatus === 'inconclusive')
    expect(new Set(undecided.map(({ status }: { status: string }) => status))).toEqual(new Set(['other']))
  })
})

describe('ndjson', () => {
  const validate = new Ajv2020({ strict: true }).compile(fixture('../specs/schemas/event.schema.json'))

  test.each(runs)('every line conforms to event.schema.json, "finished" last: %s', (_, run) => {
    const lines = renderNdjson(run).trimEnd().split('\n')
    for (const line of lines) {
      validate(JSON.parse(line))
      expect(validate.errors ?? []).toEqual([])
    }
    expect(lines.map((line) => JSON.parse(line).event).at(-1)).toBe('finished')
  })
})

describe('github', () => {
  const commands = (text: string, level: string) => text.split('\n').filter((line) => line.startsWith(`::${level} `))

  test('an annotation for each finding, at the line of the deciding check', () => {
    const text = renderGithub(mixedRun())
    const at = 'file=specs/scenarios/token/invalid-client.yaml,line=12,col=9'
    expect(text).toContain(`::error ${at},title=Not met%3A A client that used`)
    expect(text).toContain('::error file=baseline.yaml,line=9,col=5,title=baseline entry is stale::')
    expect(commands(text, 'warning')).toHaveLength(1)
  })

  test('at most ten of a level, the last of which says how many are missing', () => {
    const errors = commands(renderGithub(failing(25)), 'error')
    expect(errors).toHaveLength(10)
    expect(errors.at(-1)).toContain('title=16 more::')
    expect(commands(renderGithub(failing(10)), 'error')).toHaveLength(10)
  })

  test('text of a server begins no command of its own', () => {
    const lines = renderGithub(hostileRun()).split('\n')
    expect(lines.filter((line) => /^\s*::/u.test(line) && !/^::(error|warning|notice) /u.test(line))).toEqual([])
    expect(lines.some((line) => line.includes('\u001b'))).toBe(false)
  })

  test('a run that could not be decided is an error too', () => {
    const run = finishedRun({ conclusion: 'inconclusive', because: 'nothing answers' })
    expect(commands(renderGithub(run), 'error')).toEqual(['::error title=inconclusive::nothing answers'])
  })
})

describe('markdown', () => {
  test('conclusion, totals, findings, limitations, baseline', () => {
    const text = renderMarkdown(mixedRun())
    expect(text).toContain('## grantcheck: nonconformant')
    expect(text).toContain('| 1 | 2 | 1 | 2 | 1 | 1 |')
    expect(text).toMatch(/\| revocation \| \*\*violated\*\* \|/u)
    expect(text).toContain('**2 findings: 2 protocol**')
    expect(text).toContain('<b>fail</b>')
    expect(text).toContain('1 known failure, accepted until 2025\\-06\\-30, and 1 not on the baseline')
  })

  test('text of a server formats, links and mentions nothing', () => {
    const evil = '</summary><img src=x> @everyone #1 [a](http://x) | `code` **b** <!--'
    const odd = check('a/b', 'x', 'fail', { expected: evil, observed: evil, hint: evil })
    const text = renderMarkdown(finishedRun({ because: evil, scenarios: [scenario('a/b', evil, [odd])] }))
    const outsideCode = text.replace(/(`+)(?:(?!\1).)*\1/gu, '').replace(/\\./gu, '')
    expect(outsideCode).not.toMatch(/<img|@everyone|#1\b|\]\(|\*\*b|<!--/u)
  })

  test('it fits into a comment, and says what it left out', () => {
    const text = renderMarkdown(failing(400))
    expect(text.length).toBeLessThan(65_536)
    expect(text).toMatch(/_\d+ more sections: see the HTML or JSON report\._/u)
  })
})

describe('har', () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(fixture('fixtures/har-schema-1.2.json'))

  test.each(runs)('conforms to the schema of HAR 1.2: %s', (_, run) => {
    ajv.validate('har.json#', JSON.parse(renderHar(run)))
    expect(ajv.errors ?? []).toEqual([])
  })

  test('an exchange with what was sent and received, on the page of its scenario', () => {
    const { log } = JSON.parse(renderHar(mixedRun()))
    const [entry] = log.entries
    expect(entry.pageref).toBe('token/invalid-client[client_secret_basic,wrong_secret]')
    expect(log.pages.map(({ id }: { id: string }) => id)).toContain(entry.pageref)
    expect(entry.request).toMatchObject({ method: 'POST', url: 'http://127.0.0.1:9400/token', queryString: [] })
    expect(entry.response).toMatchObject({ status: 400, content: { text: '{"error":"invalid_client"}' } })
  })

  test('a secret in a URL stays a tag, and the URL a URL', () => {
    const url = 'http://[::1]:9400/c/[registration_access_token#3f2a]?token=[access_token#77aa]&x=\u00e9'
    const plain = exchange(1)
    const sent = exchange(1, { request: { ...plain.request, url } })
    const [entry] = JSON.parse(renderHar(finishedRun({}, [sent]))).log.entries
    expect(new URL(entry.request.url).host).toBe('[::1]:9400')
    expect(decodeURIComponent(entry.request.url)).toBe(url.replaceAll('#', ' #'))
    expect(entry.request.queryString).toEqual([
      { name: 'token', value: '[access_token #77aa]' },
      { name: 'x', value: '\u00e9' },
    ])
  })
})

describe('prometheus', () => {
  /** The grammar of the text format, as Prometheus documents it. */
  const sample = /^grantcheck_[a-z_]+\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\} -?\d+(?:\.\d+)?$/u

  test.each(runs)('every line is a comment or a sample, and no series occurs twice: %s', (_, run) => {
    const lines = renderPrometheus(run).trimEnd().split('\n')
    const samples = lines.filter((line) => !/^# (?:HELP|TYPE) grantcheck_[a-z_]+ ./u.test(line))
    expect(samples.filter((line) => !sample.test(line))).toEqual([])
    expect(new Set(samples.map((line) => line.replace(/ [^ ]+$/u, ''))).size).toBe(samples.length)
  })

  test('conclusion, checks, findings, duration and time', () => {
    const text = renderPrometheus(mixedRun())
    const common = 'target="http://127.0.0.1:9400",profile="rfc 1.0.0"'
    expect(text).toContain(`grantcheck_conclusion{${common},conclusion="nonconformant"} 1\n`)
    expect(text).toContain(`grantcheck_conclusion{${common},conclusion="conformant"} 0\n`)
    expect(text).toContain(`grantcheck_checks{${common},verdict="fail"} 2\n`)
    expect(text).toContain(`grantcheck_findings{${common},severity="fail",class="protocol"} 1\n`)
    expect(text).toContain(`grantcheck_duration_seconds{${common}} 1.234\n`)
    expect(text).toContain(`grantcheck_start_time_seconds{${common}} ${Date.parse('2025-03-01T10:00:00Z') / 1000}\n`)
  })

  test('a part of a profile is not conformant', () => {
    const text = renderPrometheus(finishedRun({ partial: { only: ['token/*'], skip: [] } }))
    expect(text).toMatch(/profile="partial run of rfc 1\.0\.0",conclusion="conformant"\} 0/u)
  })
})

describe('badge', () => {
  test.each(runs)('is well-formed SVG: %s', (_, run) => {
    expect(XMLValidator.validate(renderBadge(run))).toBe(true)
  })

  test('profile, conclusion and date, and no percentage', () => {
    const text = renderBadge(mixedRun())
    expect(text).toContain('aria-label="grantcheck rfc 1.0.0: nonconformant 2025-03-01"')
    expect(text).not.toContain('%')
  })

  test('a run that was cut short is not called conformant', () => {
    expect(renderBadge(finishedRun({ complete: false }))).toContain('incomplete')
  })
})

describe('every format', () => {
  const options = { color: false, width: 100, verbose: false }
  const mixed = mixedRun()
  const product = { name: 'Acme Server', version: '5.1', vendor: 'Acme Inc.' }
  const run = { ...mixed, report: { ...mixed.report, target: { ...mixed.report.target, product } } }

  test.each(formatNames)('%s says how many failures are known and until when, and what the server is', async (name) => {
    const { render } = await reportFormats[name]()
    const text = render(run, options)
    if (name === 'json') {
      const report = { target: { product }, baseline: { known: [{ reviewBy: '2025-06-30' }] } }
      expect(JSON.parse(text)).toMatchObject(report)
      return
    }
    if (name === 'prometheus') {
      expect(text).toMatch(/grantcheck_failures_known\{[^}]*\} 1\n/u)
      expect(text).toMatch(/grantcheck_info\{.*product="Acme Server",product_version="5.1",vendor="Acme Inc."\} 1/u)
      return
    }
    const plain = text.replace(/\s+/gu, ' ').replaceAll('\\', '')
    expect(plain).toContain('1 known failure, accepted until 2025-06-30, and 1 not on the baseline')
    expect(plain).toContain('Acme Server 5.1')
    expect(plain).toContain('Acme Inc.')
  })
})

describe('a location', () => {
  const own = { file: 'my/rule.yaml', line: 9, column: 5 }
  const checks = [check('a/b', 'x', 'fail', { at: own }), check('a/b', 'y', 'fail')]
  const run = (placeOf: FinishedRun['placeOf']): FinishedRun => ({
    ...finishedRun({ scenarios: [scenario('a/b', 't', checks)] }),
    placeOf,
  })
  interface Result {
    readonly locations: readonly {
      readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } }
    }[]
  }
  const uris = (text: string): ReadonlySet<string | undefined> =>
    new Set(
      JSON.parse(text).runs[0].results.map(
        ({ locations }: Result) => locations[0]?.physicalLocation?.artifactLocation.uri,
      ),
    )

  test('is a file of the user: a scenario of their own, or the target file', () => {
    const placed = run((at) => (at === own ? at : { file: 'target.yaml', line: 1, column: 1 }))
    expect(uris(renderSarif(placed))).toEqual(new Set(['my/rule.yaml', 'target.yaml']))
    expect(renderGithub(placed)).toContain('file=target.yaml,line=1')
    expect(renderCtrf(placed)).not.toContain('specs/scenarios')
  })

  test('is left out where the user has none', () => {
    const placed = run(() => undefined)
    expect(uris(renderSarif(placed))).toEqual(new Set([undefined]))
    expect(renderGithub(placed)).not.toContain('file=')
    expect(renderCtrf(placed)).not.toContain('filePath')
  })
})

describe('a run of a part of a profile', () => {
  const partial = { only: ['token/seed-token'], skip: [] }
  const run = finishedRun({ partial, scenarios: [scenario('a/b', 'one', [check('a/b', 'c', 'pass')])] })
  const options = { color: false, width: 100, verbose: true }

  test.each(formatNames)('%s says so and claims no profile', async (name) => {
    const { render } = await reportFormats[name]()
    const text = render(run, options).replace(/<style>.*<\/style>/su, '')
    expect(text).toMatch(/partial/iu)
    // The JSON report names the profile that the part is of, and has `partial` beside it.
    if (name !== 'json') expect(text).not.toMatch(/(?<!partial run of )rfc 1\.0\.0|grantcheck\/rfc/u)
    if (!['json', 'ndjson', 'prometheus'].includes(name)) expect(text).not.toMatch(/(?<!non)conformant\b/iu)
  })

  test('of which something failed is nonconformant all the same', () => {
    const failed = finishedRun({ partial, conclusion: 'nonconformant', because: '1 check failed' })
    expect(renderMarkdown(failed)).toContain('## grantcheck: partial run, nonconformant')
  })
})

describe('a long reason', () => {
  const long = (fix: string): string => `no token was issued: ${'the server said so '.repeat(200)}. ${fix}`
  const fixes = { check: 'Mend A.', row: 'Mend B.', limitation: 'Mend C.', run: 'Mend D.' }
  const undecided = check('a/b', 'x', 'inconclusive', { because: long(fixes.check) })
  const run = finishedRun({
    conclusion: 'inconclusive',
    because: long(fixes.run),
    scenarios: [
      scenario('a/b', 'one', [undecided]),
      scenario('a/c', 'two', [], { verdict: 'inconclusive', because: long(fixes.row) }),
    ],
    limitations: [limitation({ outcome: 'inconclusive', because: long(fixes.limitation) })],
  })
  const told: Readonly<Record<(typeof formatNames)[number], readonly (keyof typeof fixes)[]>> = {
    pretty: ['check', 'row', 'limitation', 'run'],
    json: ['check', 'row', 'limitation', 'run'],
    ndjson: ['check', 'row', 'limitation', 'run'],
    junit: ['check', 'row', 'limitation', 'run'],
    html: ['check', 'row', 'limitation', 'run'],
    ctrf: ['check', 'row', 'limitation', 'run'],
    markdown: ['check', 'row', 'limitation', 'run'],
    github: ['check', 'row', 'run'],
    // A result of SARIF has a check.
    sarif: ['check', 'run'],
    har: ['run'],
    prometheus: [],
    badge: [],
  }

  test.each(formatNames)('%s says what to do, which stands at its end', async (name) => {
    const { render } = await reportFormats[name]()
    const plain = render(run, { color: false, width: 100, verbose: true }).replace(/\s+/gu, ' ')
    const said = (['check', 'row', 'limitation', 'run'] as const).filter((each) => plain.includes(fixes[each]))
    expect(said).toEqual(told[name])
    if (['json', 'ndjson', 'html', 'har'].includes(name))
      for (const each of said) expect(plain).toContain(long(fixes[each]))
  })

  test('is cut in the middle wherever JUnit and CTRF tell it', () => {
    const { tests, summary } = JSON.parse(renderCtrf(run)).results
    const messages = tests.map(({ message }: { message: string }) => message)
    expect([...messages, summary.extra.because].map((text: string) => text.slice(-7)).sort()).toEqual(
      Object.values(fixes),
    )
    const errors = [...renderJunit(run).matchAll(/message="([^"]*)"/gu)].map(([, text = '']) => text.slice(-7))
    expect(errors.sort()).toEqual(Object.values(fixes))
  })
})
