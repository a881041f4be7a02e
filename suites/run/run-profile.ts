import { randomInt } from 'node:crypto'
import type { Journal } from '../drive/clients/journal.ts'
import { drive } from '../drive/drive.ts'
import type { Explore } from '../drive/explore.ts'
import type { RateLimiter } from '../drive/http/rate.ts'
import type { DriveObserver } from '../drive/observer.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Target } from '../model/target.ts'
import type { Opened } from './open-target.ts'
import { packageVersion } from './version.ts'

/** What may be chosen for one run; everything else follows from target and profile. */
export interface RunChoices {
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly seed?: number
  /** A reviewer's nonce, in the place of a seed. */
  readonly challenge?: string
  readonly concurrency?: number
  readonly rate?: number
  /** Milliseconds for one answer. */
  readonly timeout?: number
  /** Seconds for the whole run. */
  readonly deadline?: number
  /** Requests of the whole run, clean-up among them. */
  readonly maxRequests?: number
  readonly keepClients?: boolean
  /** Seconds since its expiry after which the signature of a deleted client's access token is kept. */
  readonly keepSignaturesAfter?: number
  /** False: what fails is not run once more. */
  readonly confirm?: boolean
  /** What several runs share that one host serves. */
  readonly limiter?: RateLimiter
  readonly journal?: Journal
  /** Tries further rows once the planned ones have run. */
  readonly explore?: Explore
}

/** Runs the opened profile against the opened target. The evidence it returns holds no secret. */
export async function runProfile(
  opened: Opened,
  choices: RunChoices,
  signal: AbortSignal,
  observer?: DriveObserver,
): Promise<Evidence> {
  const { specs, profile, target } = opened
  const rate = choices.rate ?? target.limits.rate
  const evidence = await drive({
    specs,
    profile,
    target,
    version: packageVersion(),
    seed: choices.seed ?? randomSeed(),
    ...(choices.challenge === undefined ? {} : { challenge: choices.challenge }),
    concurrency: choices.concurrency ?? target.limits.concurrency ?? 8,
    ...(rate === undefined ? {} : { rate }),
    ...(choices.limiter === undefined ? {} : { limiter: choices.limiter }),
    ...(choices.journal === undefined ? {} : { journal: choices.journal }),
    timeoutMs: timeoutFor(target, choices.timeout),
    ...(choices.deadline === undefined ? {} : { deadline: choices.deadline }),
    ...(choices.maxRequests === undefined ? {} : { maxRequests: choices.maxRequests }),
    ...(choices.explore === undefined ? {} : { explore: choices.explore }),
    only: choices.only,
    skip: choices.skip,
    keepClients: choices.keepClients === true,
    ...(choices.keepSignaturesAfter === undefined ? {} : { keepSignaturesAfter: choices.keepSignaturesAfter }),
    ...(choices.confirm === false
      ? {}
      : { repeat: async (soFar) => (await judging()).rowsToConfirm(specs, profile, soFar) }),
    signal,
    ...(opened.env === undefined ? {} : { env: opened.env }),
    ...(observer === undefined ? {} : { observer }),
  })
  return opened.ephemeral ? { ...evidence, leftBehind: [] } : evidence
}

/** The judge is not loaded before the first request: nobody waits for it then. */
const judging = () => import('./judge-evidence.ts')

/** Milliseconds for one answer: what was chosen for this run beats the target file. */
export const timeoutFor = ({ limits }: Target, chosen: number | undefined): number =>
  chosen ?? limits.timeoutMs ?? 10_000

export const randomSeed = (): number => randomInt(2 ** 32)
