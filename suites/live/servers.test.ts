import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findingsPage, type RecordedServer, stale, unreviewed } from '../../scripts/pages/findings-page.ts'
import { reviewsOf } from '../../scripts/pages/reviews.ts'
import { type Server, serversPage } from '../../scripts/pages/servers-page.ts'
import { recordedEvidence, recordedReport, recordings, recordingsFolder } from './testing/recordings.ts'

interface Peer {
  readonly title: string
  readonly version: string
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

async function runsOf(name: string, label: string): Promise<readonly RecordedServer[]> {
  const { version, profiles } = described(name)
  const run = async (profile: string): Promise<RecordedServer> => {
    const path = `${label}-${version}/${profile}.json.gz`
    return { profile, evidence: recordedEvidence(path), report: await recordedReport(path) }
  }
  return Promise.all(profiles.map(run))
}

describe('real servers on record ("npm run record" makes all of this anew)', () => {
  it('each peer is on record in each edition and profile, and nothing else is', () => {
    const expected = peers.flatMap((name) => {
      const { version, profiles } = described(name)
      return labelsOf(name).flatMap((label) => profiles.map((profile) => `${label}-${version}/${profile}.json.gz`))
    })
    expect(recordings).toEqual(expected.sort())
  })

  it.each(peers)('%s: each finding was read by a person, and findings.md says what they found', async (name) => {
    const reviews = reviewsOf(name)
    const editions = await Promise.all(
      labelsOf(name).map(async (label) => ({ label, runs: await runsOf(name, label) })),
    )
    const runs = editions.flatMap((edition) => edition.runs)
    expect(unreviewed(reviews, runs)).toEqual([])
    expect(stale(reviews, runs)).toEqual([])
    const { title, version } = described(name)
    for (const edition of editions) {
      const file = new URL(`${edition.label}-${version}/findings.md`, recordingsFolder).pathname
      await expect(findingsPage(title, version, reviews, edition.runs)).toMatchFileSnapshot(file)
    }
  })

  it('docs/servers.md is up to date', async () => {
    const servers = await Promise.all(
      peers.flatMap((peer) =>
        labelsOf(peer).map(async (label): Promise<Server> => {
          const { title, version, source, notes } = described(peer)
          const runs = await runsOf(peer, label)
          const reports = Object.fromEntries(runs.map((run) => [run.profile, run.report]))
          return { peer, label, title, version, source, notes, reports }
        }),
      ),
    )
    await expect(serversPage(servers)).toMatchFileSnapshot('../../docs/servers.md')
  })
})
