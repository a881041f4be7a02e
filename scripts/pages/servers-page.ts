import type { Report } from '../../suites/model/report.ts'
import { changedIn } from '../../suites/site/changed.ts'
import { dayOf, gather, newestBy } from '../../suites/site/gather.ts'
import type { Site, SiteRun, SiteServer, SiteVersion } from '../../suites/site/model.ts'
import { findingsIn, percentOf, requirementsIn, shareOf } from '../../suites/site/share.ts'

/** One real server on record, in one edition. */
export interface Server {
  readonly peer: string
  /** Peer and edition, as in the folder's name. */
  readonly label: string
  readonly title: string
  readonly version: string
  /** Whether it is the version that the peer is started in by default. */
  readonly newest: boolean
  readonly source: string
  readonly notes: readonly string[]
  /** By profile. */
  readonly reports: Readonly<Record<string, Report>>
}

/** docs/servers.md: the real servers on record in a few lines, from the data of the site (`npm run site`). */
export function serversPage(servers: readonly Server[]): string {
  const site = gather({ title: '', runs: servers.flatMap(runsOf), about: {}, now: '', tool: '' })
  return [
    '# Real servers',
    '',
    'What grantcheck says about authorization servers that people run, in the versions and configurations named here. Generated from the recordings in `fixtures/recordings`',
    'by `npm run record`; a test fails when this page is stale. `npm run site` makes the whole picture of the same data: requirements, findings with their exchanges, what versions',
    'changed ([decision 31](decisions/0031-a-site-of-results.md)). Every finding was read by a person: `findings.md` of each recording (in a clone, not in the package) has the bytes and the judgement.',
    'A server with fewer findings may only offer less that can be judged.',
    '',
    ...requirementsOf('rfc', servers, site),
    ...requirementsOf('smart-backend', servers, site),
    '## Refresh, revocation and introspection of a client credentials token',
    '',
    'What each does for such a token. That it works is no fault: only some servers document that it does nothing, since they do not store these tokens.',
    '',
    '| server | refresh | revocation | introspection |',
    '|---|---|---|---|',
    ...site.servers.flatMap((server) => effects(site, server)),
    ...changes(site),
    '',
  ].join('\n')
}

const runsOf = ({ label, version, reports }: Server): readonly SiteRun[] =>
  Object.values(reports).map((report) => ({
    report,
    exchanges: [],
    server: { name: label, version },
    file: `${label}-${version}`,
    isEvidence: true,
    repeat: (scenario) => scenario,
  }))

function requirementsOf(profile: string, servers: readonly Server[], site: Site): readonly string[] {
  return [
    `## Requirements of the profile ${profile}`,
    '',
    'Requirements that hold, of those that could be decided. What could not be decided is in neither number.',
    '',
    '| server | version | recorded | hold | MUST violated | SHOULD not followed | undecided | findings | configuration | run it here |',
    '|---|---|---|---:|---:|---:|---:|---:|---|---|',
    ...site.servers.flatMap((server) =>
      server.versions.toReversed().flatMap((version) => row(profile, servers, server, version)),
    ),
    '',
  ]
}

function row(
  profile: string,
  servers: readonly Server[],
  { name }: SiteServer,
  { label, runs }: SiteVersion,
): readonly string[] {
  const run = runs.find(({ report }) => report.profile.id === profile)
  const known = servers.find((each) => each.label === name && each.version === label)
  if (run === undefined || known === undefined) return []
  const share = shareOf(requirementsIn(run.report))
  const percent = percentOf(share)
  const hold = percent === undefined ? '' : `${share.held} of ${share.decided} (${percent} %)`
  const link = `[${name}](../fixtures/recordings/${name}-${label}/findings.md)`
  const target = `[${known.peer}.yaml](../specs/targets/${known.peer}.yaml)`
  const numbers = [hold, share.failed, share.warned, share.open, findingsIn(run.report).length]
  return [
    `| ${[link, label, dayOf(run), ...numbers, target, `\`npm run peers -- ${known.peer}${known.newest ? '' : `@${label}`}\``].join(' | ')} |`,
  ]
}

const words = { upheld: 'does nothing', violated: 'works', inconclusive: 'undecided' } as const

function effects(site: Site, server: SiteServer): readonly string[] {
  const profile = site.profiles.find((id) => newestBy(server, id)?.run.report.limitations.length)
  const newest = profile === undefined ? undefined : newestBy(server, profile)
  if (newest === undefined) return []
  const cells = (['refresh', 'revocation', 'introspection'] as const).map((id) => {
    const found = newest.run.report.limitations.find((each) => each.id === id)
    return found === undefined
      ? ''
      : found.outcome === 'upheld' && found.grade === 'weak'
        ? 'no effect seen'
        : words[found.outcome]
  })
  return [`| ${server.name} ${newest.version.label} | ${cells.join(' | ')} |`]
}

function changes(site: Site): readonly string[] {
  const list = site.servers.flatMap((server) => changedIn(site, server))
  if (list.length === 0) return []
  const lines = list.map(
    ({ server, before, after, better, worse }) =>
      `| ${server.name} | ${before.label} | ${after.label} | ${better} | ${worse} |`,
  )
  return [
    '',
    '## What versions changed',
    '',
    'Requirements that hold now and did not, and the other way round.',
    '',
    '| server | from | to | better | worse |',
    '|---|---|---|---:|---:|',
    ...lines,
  ]
}
