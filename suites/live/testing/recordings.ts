import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { readEvidence } from '../../load/evidence.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Report } from '../../model/report.ts'
import { judgeEvidence } from '../../run/judge-evidence.ts'
import { findProfile } from '../../run/open-target.ts'
import { specs } from './engine.ts'

export const recordingsFolder = new URL('../../../fixtures/recordings/', import.meta.url)

/** Every real server on record: "<server>-<version>/<profile>.json.gz". */
export const recordings: readonly string[] = readdirSync(recordingsFolder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.json.gz'))
  .sort()

/** Of each server the newest version, under the first profile. */
export const newest: readonly string[] = [
  ...new Map(
    recordings
      .filter((path) => path.endsWith('/rfc.json.gz'))
      .sort(byVersion)
      .map((path) => [serverOf(path), path]),
  ).values(),
]

function byVersion(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

/** "keycloak-26.0.8/rfc.json.gz" is of "keycloak". */
function serverOf(path: string): string {
  return path.replace(/-[\d.]+\/.*$/u, '')
}

export const recordedText = (path: string): string =>
  gunzipSync(readFileSync(new URL(path, recordingsFolder))).toString('utf8')

export const recordedEvidence = (path: string): Evidence => readEvidence(recordedText(path), path)

/** A recording, judged by the specifications of this checkout and today's version of its profile. */
export function recordedReport(path: string): Promise<Report> {
  const report = reports.get(path) ?? judged(path)
  reports.set(path, report)
  return report
}

const reports = new Map<string, Promise<Report>>()

async function judged(path: string): Promise<Report> {
  const evidence = recordedEvidence(path)
  const { specs: all, profile } = await findProfile(evidence.profile.id, specs)
  return judgeEvidence(all, profile, evidence)
}
