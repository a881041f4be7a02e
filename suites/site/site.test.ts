import { describe, expect, it } from 'vitest'
import { hostileRun, hostileText, mixedRun } from '../../reports/samples.ts'
import { check, finishedRun, limitation, scenario } from '../../reports/testing.ts'
import { csv } from './data.ts'
import { brokenLinks, madeOf, siteRun, textAt } from './testing.ts'

/** The same server, with one check of `mixedRun` otherwise. */
const better = () => {
  const id = 'token/cache'
  const scenarios = mixedRun().report.scenarios.map((each) =>
    each.id === id ? scenario(id, each.title, [check(id, 'no-store', 'pass', { exchange: 2 })]) : each,
  )
  return finishedRun({ scenarios, conclusion: 'nonconformant' }, mixedRun().exchanges)
}

/** Judged by a second profile, which has a table of its own. */
const other = siteRun('acme', '5.1', better(), { profile: { id: 'mcp', version: '1.0' } })

const two = () => madeOf([siteRun('acme', '5.0'), siteRun('acme', '5.1', better()), siteRun('plain', undefined), other])

describe('a site of results', () => {
  it('every link leads to a file, and to a place that is in it', () => {
    expect(brokenLinks(two())).toEqual([])
    expect(textAt(two(), 'profiles/mcp.html')).toContain('servers/acme.html#doc-mcp-rfc-6749')
  })

  it('the same results at the same moment give the same bytes', () => {
    expect(two()).toEqual(two())
  })

  it('asks for nothing elsewhere: only links to documents lead out', () => {
    for (const { path, text } of two().filter((file) => file.path.endsWith('.html'))) {
      expect(text.match(/(?:src|action)="(?!\.\.?\/|[a-z])/gu), path).toBeNull()
      const out = [...text.matchAll(/<(\w+)[^>]*"https?:[^>]*>/gu)]
      expect(
        out.filter(([tag, name]) => name !== 'a' || !tag.includes('rel="noreferrer"')),
        path,
      ).toEqual([])
    }
  })

  it('versions of a server share a page, and what changed has one', () => {
    const files = two()
    const page = textAt(files, 'servers/acme.html')
    expect(page.indexOf('<th scope="col"><b>5.0</b>')).toBeLessThan(page.indexOf('<th scope="col"><b>5.1</b>'))
    expect(page).toContain('acme 5.0 → 5.1</a>: <span class="better">1 better</span>, <span>0 worse</span>')
    const changes = textAt(files, 'changes/acme_5.0_5.1.html')
    expect(changes).toMatch(/rfc6749\.5\.2\.no-store<\/a>.*warn → <b>pass<\/b>/su)
    expect(textAt(files, 'servers/plain.html')).toContain('<b>2025-03-01</b>')
  })

  it('a finding has its severity, the exchange that decides it, the command that repeats it, and what a person said', () => {
    const said = {
      title: 'No challenge',
      judgement: 'true finding',
      says: 'Ticket 12.',
      known: ['acme/server#12 (open)'],
    }
    const about = {
      acme: {
        title: 'Acme Server',
        notes: ['It needs a token.'],
        reviews: [{ ...said, checks: ['token/invalid-client[*'] }],
      },
    }
    const page = textAt(madeOf([siteRun('acme', '5.0')], { about }), 'servers/acme.html')
    expect(page).toContain('The deciding exchange: <code>POST /token -&gt; 400')
    expect(page).toContain('grantcheck run http://127.0.0.1:9400 --only &#39;token/cache&#39;')
    expect(page).toContain('grantcheck judge results/acme-5.0/rfc.json.gz')
    expect(page).toContain('Read by a person: true finding.')
    expect(page).toContain('href="https://github.com/acme/server/issues/12"')
    expect(page.match(/Read by a person/gu)).toHaveLength(1)
    expect(page).toContain('It needs a token.')
  })

  it('each number says of which version, from when, and by which tool it is', () => {
    for (const path of ['index.html', 'servers/acme.html', 'documents/rfc-6749.html'])
      expect(textAt(two(), path), path).toMatch(
        /<td class="(?:share|v-)[^>]*title="[^"]*acme 5\.1, 2025-03-01, grantcheck 0\.1\.0"/u,
      )
  })

  it('what was not decided is marked, and counts in no share', () => {
    const home = textAt(madeOf([siteRun('acme', '5.0')]), 'index.html')
    expect(home).toContain('<b>33 %</b> <small>1/3</small>')
    expect(home).toMatch(/class="open"[^>]*>3\?/u)
    const row = JSON.parse(textAt(madeOf([siteRun('acme', '5.0')]), 'data/servers.json'))
    expect(row).toMatchObject([
      { server: 'acme', version: '5.0', held: 1, decided: 3, undecided: 3, tool: '0.1.0', old: false },
    ])
  })

  it('results older than 90 days are marked, on pages, badges and in the data', () => {
    const at = (now: string) => madeOf([siteRun('acme', '5.0')], { now })
    expect(textAt(at('2025-05-30T10:00:00Z'), 'index.html')).not.toContain('90 days old')
    const old = at('2025-05-31T10:00:00Z')
    expect(textAt(old, 'index.html')).toContain('<span class="old">91 days old</span>')
    expect(textAt(old, 'badges/acme_rfc.svg')).toContain('older than 90 days')
    expect(JSON.parse(textAt(old, 'data/results.json'))[0]).toMatchObject({ old: true })
  })

  it('that tokens are stored is a fact, not a fault', () => {
    const id = 'limitation/revocation'
    const requirement = 'airlock-iam.limitation.revocation'
    const checks = [check(id, 'x', 'fail', { requirement }), check('token/response', 'y', 'pass')]
    const run = finishedRun({
      conclusion: 'nonconformant',
      scenarios: [
        scenario(id, 'Revocation', checks.slice(0, 1)),
        scenario('token/response', 'A token', checks.slice(1)),
      ],
      limitations: [limitation({ id: 'revocation', title: 'Token revocation', outcome: 'violated' })],
      profile: { id: 'unstored-tokens', version: '1.1' },
    })
    const rows = run.report.requirements.map((row) =>
      row.checks.includes(`${id}:probe:x`) ? { ...row, id: requirement } : row,
    )
    const files = madeOf([siteRun('acme', '5.0', run, { requirements: rows })])
    const page = textAt(files, 'servers/acme.html')
    expect(page).toContain('<span class="chip fact"><span aria-hidden="true">●</span> works</span>')
    expect(page).not.toMatch(/class="[^"]*v-fail/u)
    expect(page).toContain('Nothing failed and nothing warned.')
    expect(textAt(files, 'badges/acme_unstored-tokens.svg')).toContain('#5b6570')
    expect(textAt(files, 'index.html')).toContain('</span> works</span>')
    expect(textAt(files, 'index.html')).not.toMatch(/class="[^"]*v-fail/u)
    expect(JSON.parse(textAt(files, 'data/findings.json'))).toEqual([])
  })

  it('text of a server stays text: markup, directions, control characters, formulas', () => {
    const files = madeOf([
      siteRun(hostileText, '1.0', hostileRun()),
      siteRun('../../etc/passwd', '<b>2</b>', hostileRun()),
      siteRun('acme', '=1+1'),
    ])
    expect(brokenLinks(files)).toEqual([])
    for (const { path, text } of files) {
      expect(path).toMatch(/^[\w-][\w./-]*$/u)
      expect(path).not.toContain('..')
      if (!path.endsWith('.html')) continue
      expect(text, path).not.toMatch(/<script>alert|<b>2<\/b>/u)
      expect(text, path).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}]/u)
    }
    expect(textAt(files, 'data/servers.csv')).toContain(",'=1+1,")
    expect(csv([{ a: '@x "y"', b: -1, c: 'line\r\nbreak', d: undefined }])).toBe(
      `a,b,c,d\r\n"'@x ""y""",-1,"line  break",\r\n`,
    )
  })

  it('the newest result of the same server, version and profile counts', () => {
    const { report } = mixedRun()
    const later = siteRun('acme', '5.0', better(), { run: { ...report.run, startedAt: '2025-03-02T10:00:00.000Z' } })
    const rows = JSON.parse(textAt(madeOf([later, siteRun('acme', '5.0')]), 'data/servers.json'))
    expect(rows).toMatchObject([{ recorded: '2025-03-02T10:00:00.000Z', held: 2 }])
    expect(rows).toHaveLength(1)
  })
})
