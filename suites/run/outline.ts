import type { Evidence } from '../model/evidence.ts'
import type { Report } from '../model/report.ts'
import { judgeEvidence } from './judge-evidence.ts'
import type { Opened } from './open-target.ts'
import type { RunChoices } from './run-profile.ts'

const because = 'nothing has been sent yet'

/** The report of a run before it begins: every scenario and check that it will have, all of them undecided. */
export function outlineOf({ specs, profile, target }: Opened, { only, skip }: RunChoices): Promise<Report> {
  const evidence: Evidence = {
    format: 1,
    tool: { name: 'grantcheck', version: '', specsDigest: specs.digest },
    run: { id: '', seed: 0, startedAt: '', durationMs: 0, only, skip, interrupted: true },
    profile: { id: profile.id, version: profile.version },
    facts: {
      named: target.named,
      loopback: false,
      https: false,
      registers: false,
      parameters: {},
      endpoints: {},
      capabilities: {},
      blocker: because,
    },
    clients: [],
    scenarios: [],
    exchanges: [],
    secrets: {},
    leftBehind: [],
    complete: false,
  }
  return judgeEvidence(specs, profile, evidence)
}
