import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { FleetIndex, FleetResult, FleetRun } from '../../suites/model/fleet.ts'
import { fleetFormatNames, fleetFormats } from './index.ts'

const totals = { pass: 5, fail: 0, warn: 0, inconclusive: 0, notApplicable: 1, error: 0 }
const run: FleetRun = {
  profile: 'rfc 1.1',
  partial: false,
  startedAt: '2026-11-29T10:00:00.000Z',
  durationMs: 1200,
  exchanges: 40,
  totals,
  findings: { fail: 0, warn: 0, inconclusive: 0 },
  worst: [],
  leftBehind: 0,
}
const common = { digest: 'd', round: 'r' }
/** Text from a server or a file that would break out of each format that does not keep it in. */
const hostile = '<b>|`"\\]]>\u0000\u001b[31m\n::error::x'
const entries: readonly FleetResult[] = [
  { ...common, id: 'good', target: 'https://a.test', outcome: 'conformant', because: 'all well', exitCode: 0, run },
  {
    ...common,
    ...{ id: 'bad', target: 'https://b.test', outcome: 'nonconformant', because: 'one failed', exitCode: 1 },
    run: { ...run, findings: { fail: 2, warn: 1, inconclusive: 0 }, worst: [hostile], change: { worse: 1, better: 0 } },
  },
  { ...common, id: 'file', target: 'x.yaml', outcome: 'unopened', because: hostile, exitCode: 2 },
]
const index: FleetIndex = {
  format: 1,
  tool: { name: 'grantcheck', version: '1', specsDigest: 's' },
  fleet: { title: 'All of them', file: 'fleet.yaml', targets: 4 },
  round: 'r',
  startedAt: '2026-11-29T10:00:00.000Z',
  durationMs: 5000,
  exitCode: 1,
  entries,
  open: ['left'],
  complete: false,
}
const rendered = async (name: (typeof fleetFormatNames)[number], verbose = false): Promise<string> =>
  (await fleetFormats[name]())(index, { color: false, width: 80, verbose })

describe('reports about a fleet', () => {
  it.each(
    fleetFormatNames,
  )('%s names each target that needs a look, and says that the fleet is not complete', async (name) => {
    const text = await rendered(name)
    for (const word of ['bad', 'file']) expect(text).toContain(word)
    expect(text).toMatch(/not run|not complete|"complete": false|fleet_complete\{[^}]*\} 0/u)
    expect(text).not.toContain('\u001b[31m')
    expect(text.endsWith('\n')).toBe(true)
  })

  it.each(fleetFormatNames)('%s of a part of the fleet says so', async (name) => {
    const part = { ...index, shard: { index: 2, count: 5 } }
    const text = (await fleetFormats[name]())(part, { color: false, width: 80, verbose: false })
    expect(text).toMatch(/part 2 of 5|"index": 2|fleet_part\{[^}]*parts="5"\} 2/u)
    expect(await rendered(name)).not.toMatch(/part \d|"shard"|fleet_part/u)
  })

  it.each(fleetFormatNames)('%s: partial runs claim no profile', async (name) => {
    const partial = {
      ...index,
      entries: [
        {
          ...common,
          id: 'good',
          target: 'https://a.test',
          outcome: 'conformant',
          because: 'all well',
          exitCode: 0,
          run: { ...run, partial: true },
        },
      ],
    } as const
    const said = /partial runs: no profile is claimed|"partial": true|target_partial\{[^}]*\} 1/u
    const text = (await fleetFormats[name]())(partial, { color: false, width: 80, verbose: false })
    expect(text).toMatch(said)
    if (name === 'pretty' || name === 'markdown' || name === 'junit') {
      expect(text).toContain('partial run: nothing failed')
      expect(text).not.toMatch(/\bconformant\b/u)
    }
    expect(await rendered(name)).not.toMatch(said)
  })

  it.each([
    'pretty',
    'json',
    'junit',
    'markdown',
  ] as const)('%s says what to do at the end of a long reason', async (name) => {
    const because = `nothing answers: ${'the server said so '.repeat(200)}. Mend it.`
    const long = { ...common, id: 'long', target: 'x', outcome: 'inconclusive', because, exitCode: 3 } as const
    const text = (await fleetFormats[name]())(
      { ...index, entries: [long] },
      { color: false, width: 80, verbose: false },
    )
    expect(text.replace(/\s+/gu, ' ')).toContain('Mend it.')
    if (name === 'junit') expect(text).toMatch(/message="[^"]*Mend it\."/u)
  })

  it('json is fleet.json, and fits its schema', async () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false })
    ajvFormats.default(ajv)
    const schema = readFileSync(new URL('../../specs/schemas/fleet-index.schema.json', import.meta.url), 'utf8')
    const fits = ajv.compile(JSON.parse(schema))
    expect([fits(JSON.parse(await rendered('json'))), fits.errors]).toEqual([true, null])
    expect(fits({ ...index, complete: undefined })).toBe(false)
  })

  it('junit is valid, and red for what failed, what could not be opened and what was not run', async () => {
    const contents = await rendered('junit')
    const schema = readFileSync(new URL('../fixtures/junit.xsd', import.meta.url), 'utf8')
    const { valid, errors } = await validateXML({ xml: { fileName: 'x.xml', contents }, schema })
    expect([valid, errors]).toEqual([true, []])
    expect(contents).toMatch(/tests="4" failures="1" errors="2"/u)
    expect(contents).toMatch(/name="complete" value="no: 1 nonconformant, 1 unopened, 1 conformant, 1 not run"/u)
  })

  it('the table lists conformant targets only when asked, and no line is a command to a CI server', async () => {
    expect(await rendered('pretty')).not.toMatch(/conformant +good/u)
    expect(await rendered('pretty', true)).toMatch(/conformant +good/u)
    expect(await rendered('pretty')).not.toMatch(/^\s*::/mu)
  })

  it('prometheus has one HELP and TYPE for each metric, and every line has the form of the text format', async () => {
    const lines = (await rendered('prometheus')).trimEnd().split('\n')
    const helps = lines.filter((line) => line.startsWith('# HELP'))
    expect(new Set(helps.map((line) => line.split(' ')[2])).size).toBe(helps.length)
    for (const line of lines)
      expect(line).toMatch(/^(# (HELP|TYPE) grantcheck_\w+ .+|grantcheck_\w+\{(\w+="([^"\\]|\\.)*",?)+\} [\d.]+)$/u)
    expect(lines).toContain('grantcheck_target_outcome{fleet="All of them",target="bad",outcome="nonconformant"} 1')
  })
})
