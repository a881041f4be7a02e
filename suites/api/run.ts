import type { DriveObserver } from '../drive/observer.ts'
import { loadShipped } from '../load/shipped.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Scalar } from '../model/json.ts'
import type { Report } from '../model/report.ts'
import { type Opened, openTarget } from '../run/open-target.ts'
import { type RunChoices, runProfile } from '../run/run-profile.ts'
import { select } from '../run/select.ts'

/** What to run, and against what. */
export interface RunOptions {
  /** Issuer or base URL, or the path of a target file. */
  readonly target: string
  /** Name of a shipped profile (`rfc`, `rfc@1.0`) or path of a profile file. Default: the target file's, else `rfc`. */
  readonly profile?: string
  /** Parameters of the profile. */
  readonly parameters?: Readonly<Record<string, Scalar>>
  /** Globs of scenario ids. A run of a part claims no profile. */
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  /** Only scenarios with at least one of these: a tag of their own, their kind, or a document such as `rfc7591`. */
  readonly tags?: readonly string[]
  /** `fail`: only scenarios that can fail. `warn`: those that can at least warn. */
  readonly severity?: 'fail' | 'warn'
  /** True: nothing is registered, changed, revoked or deleted. */
  readonly readOnly?: boolean
  /** The same seed sends the same requests. */
  readonly seed?: number
  /** Scenarios at the same time. Default 8, or the target file's limit. */
  readonly concurrency?: number
  /** Requests per second at most. */
  readonly rate?: number
  /** Requests of the whole run at most, clean-up among them. What they do not suffice for is undecided. */
  readonly maxRequests?: number
  /** Milliseconds for one answer. Default 10 000, or the target file's limit. */
  readonly timeout?: number
  /** Seconds for the whole run. What is left then is undecided, and clients are deleted all the same. */
  readonly deadline?: number
  /** True: the clients that the run registers stay at the server. */
  readonly keepClients?: boolean
  /** False: what fails or warns is not run once more. Such a run cannot be certified. */
  readonly confirm?: boolean
  /** Path of a certificate file to trust. */
  readonly ca?: string
  /** Ends the run early. Clients are deleted all the same, and the report says that it is not complete. */
  readonly signal?: AbortSignal
  /** Called while the run goes on. Nothing that it does can change the run. */
  readonly observer?: DriveObserver
  /** Where the secrets are looked up that a target file takes from the environment. Default: process.env. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** What a run leaves. Neither part holds a secret. */
export interface RunResult {
  /** Everything that was seen, redacted: `judge` gives the same report again. */
  readonly evidence: Evidence
  readonly report: Report
}

/**
 * Runs a profile against a server, and judges what was seen. A server that is wrong or cannot be reached is a report, never an exception.
 * Throws InputError, before anything is sent, for options and files that are wrong.
 */
export async function run(options: RunOptions): Promise<RunResult> {
  return (await prepare(options)).start(options.signal)
}

/** A run whose options and files are in order. Nothing has been sent. */
export interface Prepared {
  /** The report as it will be, with every check undecided. */
  readonly outline: Report
  /** To be called once. */
  start(signal?: AbortSignal): Promise<RunResult>
}

/** The part of `run` before anything is sent. Throws InputError. */
export async function prepare(options: RunOptions): Promise<Prepared> {
  const { parameters = {}, env = process.env, target, profile, ca } = options
  const set = Object.entries(parameters).map(([name, value]) => `${name}=${String(value)}`)
  const whole = await openTarget(
    { target, set, ...(profile === undefined ? {} : { profile }), ...(ca === undefined ? {} : { ca }) },
    await loadShipped(),
    { env },
  )
  const { only = [], skip = [], tags = [], severity, readOnly = false } = options
  const narrowing = { tag: tags, ...(severity === undefined ? {} : { severity }) }
  const { opened, selection } = select(whole, { only, skip, ...narrowing, readOnly })
  return {
    outline: await (await import('../run/outline.ts')).outlineOf(opened, selection),
    start: (signal) => runOpened(opened, { ...options, ...selection, ...(signal === undefined ? {} : { signal }) }),
  }
}

/** The part of a run that every host shares, once its target is open and its selection is checked. */
export async function runOpened(
  opened: Opened,
  options: Omit<RunOptions, 'target'> & Pick<RunChoices, 'journal'>,
): Promise<RunResult> {
  const { only = [], skip = [], signal = new AbortController().signal, observer, ...choices } = options
  const evidence = await runProfile(opened, { ...choices, only, skip }, signal, observer)
  const { judgeEvidence } = await import('../run/judge-evidence.ts')
  return { evidence, report: await judgeEvidence(opened.specs, opened.profile, evidence) }
}
