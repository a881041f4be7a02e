import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findingsPage, type RecordedServer, stale, unreviewed } from '../../scripts/pages/findings-page.ts'
import { incomplete, reviewsOf } from '../../scripts/pages/reviews.ts'
import { type Server, serversPage } from '../../scripts/pages/servers-page.ts'
import { recordedEvidence, recordedReport, recordings, recordingsFolder } from './testing/recordings.ts'

interface Peer {
  readonly title: string
  readonly version: string
  /** Versions before that one, newest first. They are on record under the first profile. */
  readonly earlier?: readonly string[]
  readonly source: string
  readonly editions: Readonly<Record<string, unknown>>
  readonly profiles: readonly string[]
  readonly notes: readonly string[]
}

const folder = new URL('../../fixtures/peers/', import.meta.url)
const peers = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
const described = (name: string): Peer => JSON.parse(readFileSync(new URL(`${name}/peer.json`, folder), 'utf8'))

const labelsOf = (name: string): readonly string[] =>
  Object.keys(described(name).editions).map((edition) => (edition === 'default' ? name : `${name}-${edition}`))

/** What is on record of a peer: an entry for each edition of each version, the newest version first. */
interface Edition {
  readonly label: string
  readonly version: string
  readonly profiles: readonly string[]
}

function editionsOf(name: string): readonly Edition[] {
  const { version, earlier = [], profiles } = described(name)
  const versions = [
    { version, profiles },
    ...earlier.map((each) => ({ version: each, profiles: profiles.slice(0, 1) })),
  ]
  return versions.flatMap((each) => labelsOf(name).map((label) => ({ label, ...each })))
}

const folderOf = ({ label, version }: Edition): string => `${label}-${version}`

const runsOf = (edition: Edition): Promise<readonly RecordedServer[]> =>
  Promise.all(
    edition.profiles.map(async (profile): Promise<RecordedServer> => {
      const path = `${folderOf(edition)}/${profile}.json.gz`
      return { profile, evidence: recordedEvidence(path), report: await recordedReport(path) }
    }),
  )

describe('real servers on record ("npm run record" makes all of this anew)', () => {
  it('each peer is on record in each version, edition and profile, and nothing else is', () => {
    const expected = peers.flatMap((name) =>
      editionsOf(name).flatMap((edition) =>
        edition.profiles.map((profile) => `${folderOf(edition)}/${profile}.json.gz`),
      ),
    )
    expect(recordings).toEqual(expected.sort())
  })

  it.each(peers)('%s: each finding was read by a person, and findings.md says what they found', async (name) => {
    const reviews = reviewsOf(name)
    expect(incomplete(reviews)).toEqual([])
    const editions = await Promise.all(
      editionsOf(name).map(async (edition) => ({ edition, runs: await runsOf(edition) })),
    )
    const all = editions.flatMap(({ runs }) => runs)
    expect(unreviewed(reviews, all)).toEqual([])
    expect(stale(reviews, all)).toEqual([])
    const { title } = described(name)
    for (const { edition, runs } of editions) {
      const file = new URL(`${folderOf(edition)}/findings.md`, recordingsFolder).pathname
      await expect(findingsPage(title, edition.version, reviews, runs)).toMatchFileSnapshot(file)
    }
  })

  it('docs/servers.md is up to date', async () => {
    const servers = await Promise.all(
      peers.flatMap((peer) =>
        editionsOf(peer).map(async (edition): Promise<Server> => {
          const { title, version, source, notes } = described(peer)
          const runs = await runsOf(edition)
          const reports = Object.fromEntries(runs.map((run) => [run.profile, run.report]))
          const { label } = edition
          return {
            peer,
            label,
            title,
            version: edition.version,
            newest: edition.version === version,
            source,
            notes,
            reports,
          }
        }),
      ),
    )
    await expect(serversPage(servers)).toMatchFileSnapshot('../../docs/servers.md')
  })
})
