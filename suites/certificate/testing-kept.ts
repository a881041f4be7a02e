import { patient, specs, targetOf } from '../live/testing/engine.ts'
import type { Bundle } from '../model/bundle.ts'
import type { Evidence } from '../model/evidence.ts'
import { type ReferenceServerOptions, startReferenceServer } from '../reference-server/index.ts'
import { fullJwtRules } from '../reference-server/jwt/rules.ts'
import type { Rules } from '../reference-server/state.ts'
import { findProfile } from '../run/open-target.ts'
import { type RunChoices, runProfile } from '../run/run-profile.ts'
import { made } from './testing.ts'

/** Tokens that had expired before they were issued: a run need not wait for them. */
export const longExpired = {
  accessTokenClaims: (context, request) => ({
    ...fullJwtRules.accessTokenClaims(context, request),
    exp: request.issuedAt - 120,
  }),
  expiresIn: () => -120,
} satisfies Partial<Rules>

export interface KeepingRun {
  readonly evidence: Evidence
  readonly port: number
}

/** A whole run against a server that ends with it. */
export async function recorded(
  server: ReferenceServerOptions,
  choices: Partial<RunChoices> = { keepSignaturesAfter: 60 },
): Promise<KeepingRun> {
  const { issuer, close } = await startReferenceServer({ mode: 'full', ...server })
  const found = await findProfile('unstored-tokens', specs)
  const target = targetOf({ issuer, scope: 'read', parameters: { propagationSeconds: 0 } })
  const opened = { ...found, target, ephemeral: false, close }
  const all = { only: [], skip: [], timeout: patient, ...choices }
  const evidence = await runProfile(opened, all, new AbortController().signal).finally(close)
  return { evidence: JSON.parse(JSON.stringify(evidence)), port: Number(new URL(issuer).port) }
}

/** Just after the run. */
export const endOf = ({ run }: Evidence): Date => new Date(Date.parse(run.startedAt) + run.durationMs)

export const certified = (evidence: Evidence): Promise<Bundle> =>
  made({ evidence: { path: 'evidence.json', text: `${JSON.stringify(evidence, null, 1)}\n` }, now: endOf(evidence) })
