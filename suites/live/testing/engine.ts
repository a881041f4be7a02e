import { embed } from '../../embedded/embedded.ts'
import { loadShipped } from '../../load/shipped.ts'
import { targetFromUrl } from '../../load/target-url.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Scalar } from '../../model/json.ts'
import type { Mode } from '../../model/mutant.ts'
import type { Report } from '../../model/report.ts'
import type { Target } from '../../model/target.ts'
import { judgeEvidence } from '../../run/judge-evidence.ts'
import { findProfile, modeFor, type Opened, openTarget } from '../../run/open-target.ts'
import { runProfile } from '../../run/run-profile.ts'

export interface Ran {
  readonly evidence: Evidence
  readonly report: Report
  readonly opened: Opened
}

/** Milliseconds that a run of a test waits for one answer. Where a server never answers, its test says how long to wait for that one. */
export const patient = 120_000

interface Choices {
  readonly only?: readonly string[]
  readonly timeout?: number
  readonly seed?: number
  /** As --set: KEY=VALUE. */
  readonly set?: readonly string[]
}

/** The shipped specifications, loaded once for all tests of a file. */
export const specs = await loadShipped()

/** A target description with everything at its default. */
export function targetOf(more: Partial<Target>): Target {
  const issuer = more.issuer ?? 'http://127.0.0.1'
  const { url: _, ...described } = targetFromUrl(more.baseUrl ?? issuer)
  return { ...described, ...(more.baseUrl === undefined ? { issuer } : {}), ...more }
}

/** Runs a profile against a described target, through the whole pipe. */
export async function runAgainst(profileId: string, target: Target, choices: Choices = {}): Promise<Ran> {
  const found = await findProfile(profileId, specs)
  return finish({ ...found, target, ephemeral: false, close: async () => {} }, choices)
}

/** Runs a profile against the embedded reference server, as `grantcheck run` does. */
export async function runEmbedded(profileId: string, choices: Choices & { https?: boolean } = {}): Promise<Ran> {
  const { https = false, set = [] } = choices
  const outside = { env: {}, embed: (mode: Mode, profile: string) => embed(mode, profile, { https }) }
  const opened = await openTarget({ profile: profileId, set }, specs, outside)
  try {
    return await finish(opened, choices)
  } finally {
    await opened.close()
  }
}

async function finish(opened: Opened, { only = [], timeout = patient, seed = 7 }: Choices): Promise<Ran> {
  const evidence = await runProfile(opened, { only, skip: [], timeout, seed }, new AbortController().signal)
  return { opened, evidence, report: await judgeEvidence(opened.specs, opened.profile, evidence) }
}

/** Runs a profile against the reference server with all that an operator can supply: clients, a refresh token, a software statement. */
export async function runSupplied(profileId: string, choices: Choices = {}): Promise<Ran> {
  const found = await findProfile(profileId, specs)
  const { target, close } = await embed(modeFor(found.profile), profileId, { supplied: true })
  return finish({ ...found, target, ephemeral: true, close }, choices).finally(close)
}

/** The target of a server in airlock mode, with what its tests need. */
export function airlockTarget(
  baseUrl: string,
  options: { resource?: boolean; parameters?: Readonly<Record<string, Scalar>> } = {},
): Target {
  const resource = options.resource
    ? { endpoints: { resource: `${baseUrl}/api/resource` }, resourceCheck: 'online' as const }
    : {}
  return targetOf({
    baseUrl,
    named: baseUrl,
    parameters: { propagationSeconds: 0, ...options.parameters },
    ...resource,
  })
}

/** Every check with the given verdicts, as lines for a message. */
export const linesOf = (report: Report, ...verdicts: readonly string[]): readonly string[] =>
  report.scenarios.flatMap((scenario) =>
    scenario.checks
      .filter((check) => verdicts.includes(check.verdict))
      .map(
        (check) =>
          `${check.verdict} ${check.id} (${check.requirement}): ${check.observed ?? ''} ${check.because ?? ''}`,
      ),
  )
