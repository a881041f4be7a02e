import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { brokenLinks } from '../site/testing.ts'
import { grantcheck } from './testing.ts'

const box = mkdtempSync(join(tmpdir(), 'grantcheck-site-'))
const path = (...names: readonly string[]): string => join(box, ...names)
const put = (name: string, text: string | Uint8Array): void => {
  mkdirSync(dirname(path(name)), { recursive: true })
  writeFileSync(path(name), text)
}
const read = (...names: readonly string[]): string => readFileSync(path(...names), 'utf8')
const rows = (out: string, name: string) => JSON.parse(read(out, 'data', `${name}.json`))

// A part of a run is a result too; its pages say that it is a part.
beforeAll(async () => {
  const { code, err } = await grantcheck([
    ...['demo', '--only', 'token/seed-token', '--evidence', path('evidence.json')],
    ...['--report', `json=${path('report.json')}`],
  ])
  expect(code, err).toBe(0)
})

describe('grantcheck site', () => {
  it('makes pages of evidence, reports and bundles at any depth; a report and its evidence are one result', async () => {
    const [evidence, report] = [read('evidence.json'), read('report.json')]
    put('results/acme-5.1/rfc.json.gz', gzipSync(evidence))
    put('results/acme-5.1/report.json', report)
    put('results/fleet/targets/beta/report.json.gz', gzipSync(report))
    put('results/fleet/fleet.json', '{"format":1}')
    put('results/gamma-1.0/bundle.json', bundleOf(evidence, report))
    const { code, out, err } = await grantcheck(['site', path('results'), '--out', path('out'), '--now', '2099-01-01'])
    expect(code, err).toBe(0)
    expect(out).toMatch(/^\d+ files from 3 results of 3 servers: open .*index\.html\n$/u)
    expect(err).toContain('1 JSON file without a result, such as')
    expect(
      rows('out', 'servers').map(({ server, version, old }: Record<string, unknown>) => [server, version, old]),
    ).toEqual([
      ['acme', '5.1', true],
      ['beta', expect.stringMatching(/^\d{4}-\d\d-\d\d$/u), true],
      ['gamma', '1.0', true],
    ])
    expect(read('out', 'index.html')).toContain('partial run')
    expect(brokenLinks(filesIn('out'))).toEqual([])
  })

  it('tells of servers what a file says, and copies the target file', async () => {
    const about = 'servers:\n  acme: { title: Acme Server, target: target.yaml, notes: [It is fast.] }\n  nobody: {}\n'
    put('about.yaml', about)
    put('target.yaml', 'issuer: https://as.example.com\n')
    const { code, err } = await grantcheck([
      'site',
      path('results/acme-5.1'),
      '--about',
      path('about.yaml'),
      '--out',
      path('told'),
    ])
    expect(code, err).toBe(0)
    expect(err).toContain('tells of servers without a result: nobody')
    expect(read('told', 'servers', 'acme.html')).toContain('<h1>Acme Server</h1>')
    expect(read('told', 'servers', 'acme.html')).toContain('It is fast.')
    expect(read('told', 'targets', 'acme.yaml.txt')).toBe('issuer: https://as.example.com\n')
  })

  it('takes away what an earlier site had, and leaves other files', async () => {
    cpSync(path('out'), path('again'), { recursive: true })
    put('again/CNAME', 'servers.example.com\n')
    put('again/data/files.txt', `${read('again', 'data', 'files.txt')}../report.json\n`)
    expect(existsSync(path('again', 'servers', 'gamma.html'))).toBe(true)
    expect((await grantcheck(['site', path('results/acme-5.1'), '--out', path('again')])).code).toBe(0)
    expect(existsSync(path('again', 'servers', 'gamma.html'))).toBe(false)
    expect(existsSync(path('again', 'CNAME'))).toBe(true)
    expect(existsSync(path('report.json'))).toBe(true)
  })

  it.each([
    ['a folder that is not there', ['nowhere'], /cannot read the folder .*nowhere/u],
    ['a folder without results', ['empty'], /there is no result in .*empty[\s\S]*fix: Name folders with evidence/u],
    [
      'files that were cut short, each by its name',
      ['broken'],
      /one\.json is not JSON[\s\S]*two\.json is not a report/u,
    ],
    ['a day that is none', ['empty', '--now', 'soon'], /--now soon is not a day/u],
    [
      'a file about servers with a wrong key',
      ['empty', '--about', 'wrong.yaml'],
      /wrong\.yaml:2:8: there is no key "tite"[\s\S]*title, source, target/u,
    ],
    ['a file about servers with a wrong type', ['empty', '--about', 'type.yaml'], /servers\/a\/notes is not a list/u],
  ])('says what is wrong: %s', async (_, [folder = '', ...options], message) => {
    mkdirSync(path('empty'), { recursive: true })
    put('broken/one.json', '{"format":1,')
    put('broken/two.json', '{"scenarios":[],"conclusion":"conformant"}')
    put('wrong.yaml', 'servers:\n  a: { tite: A }\n')
    put('type.yaml', 'servers:\n  a: { notes: A }\n')
    const args = options.map((each) => (each.endsWith('.yaml') ? path(each) : each))
    const { code, err } = await grantcheck(['site', path(folder), '--out', path('none'), ...args])
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(existsSync(path('none'))).toBe(false)
  })

  it('--help has a file for --about that works', async () => {
    const { out } = await grantcheck(['site', '--help'])
    const example = /\n( {2}servers:\n[\s\S]*?)\n\n/u.exec(out)?.[1] ?? ''
    expect(example).toContain('target: ')
    put('help.yaml', example.replace(/^ {2}/gmu, '').replace(/^ *target: .*\n/mu, ''))
    const { code, err } = await grantcheck([
      'site',
      path('results/acme-5.1'),
      '--about',
      path('help.yaml'),
      '--out',
      path('helped'),
    ])
    expect(code, err).toBe(0)
    rmSync(path('helped'), { recursive: true })
  })
})

function filesIn(out: string) {
  return readdirSync(path(out), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { path: file.slice(path(out).length + 1).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }
    })
}

/** As "certify" writes it. Nobody looks at the signatures here. */
const bundleOf = (evidence: string, report: string): string =>
  JSON.stringify({
    format: 1,
    mediaType: 'application/vnd.grantcheck.bundle+json',
    files: { 'report.json': report, 'evidence.json': evidence },
    envelope: {
      payloadType: 'application/vnd.in-toto+json',
      payload: 'e30=',
      signatures: [{ keyid: 'k', sig: 'AA==' }],
    },
    jws: 'e30.e30.AA',
    key: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43), kid: 'k'.repeat(43) },
    complete: true,
  })
