import type { Explore, Lab } from '../drive/explore.ts'
import { judge } from '../judge/judge.ts'
import { scenarioReader } from '../load/scenario-text.ts'
import { InputError } from '../model/errors.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Level } from '../model/requirement.ts'
import type { Specs } from '../model/specs.ts'
import type { CheckVerdict } from '../model/verdict.ts'
import { schemasOf } from '../run/judge-evidence.ts'
import type { Opened } from '../run/open-target.ts'
import { type RunChoices, runProfile } from '../run/run-profile.ts'
import { firstLook } from './first-look.ts'
import { cases, type FuzzCase, offerOf, plainToken } from './fuzz-case.ts'
import { onlyCheck, type ScenarioDraft, toDraft, toText } from './to-scenario.ts'

export interface FuzzChoices {
  readonly seed: number
  /** Cases to try. */
  readonly runs: number
  /** Live attempts to make one case smaller. */
  readonly shrinks: number
  readonly run: Pick<RunChoices, 'timeout' | 'rate' | 'deadline' | 'maxRequests' | 'keepClients' | 'journal'>
}

/** What a server did that the documents forbid, in as few requests as were needed to show it. */
export interface FuzzFinding {
  readonly requirement: string
  readonly level?: Level
  /** The requirement in our words. */
  readonly says: string
  /** What was asked for: the operation of the step that decides. */
  readonly operation: string
  readonly expected: string
  readonly observed: string
  /** The text of the scenario that fails. */
  readonly scenario: string
  readonly requests: number
  /** Attempts to make it smaller. */
  readonly shrinks: number
}

export interface FuzzResult {
  readonly seed: number
  readonly runs: number
  /** Cases that were sent, without those of shrinking. */
  readonly tried: number
  /** Those of which no check could be decided. */
  readonly undecided: number
  /** What stood in the way of most of them. */
  readonly obstacle?: string
  /** Seen once, and not again. */
  readonly unconfirmed: number
  readonly requests: number
  readonly findings: readonly FuzzFinding[]
  /** Why not all cases were sent, or none. */
  readonly because?: string
  readonly interrupted: boolean
  readonly leftBehind: readonly string[]
}

export interface FuzzObserver {
  /** A case was sent; `shrinking`: to make one smaller that has failed. */
  attempted?(done: { readonly tried: number; readonly shrinking?: string }): void
  found?(finding: FuzzFinding): void
}

/** Clients that nobody can delete. */
const mostLeft = 20

/** So many cases in a row without a verdict say that there will be none: the server has locked us out, say. */
const patience = 20

/** So many different findings are enough to work on. */
export const mostFindings = 10

/**
 * Sends random cases to the server, judges each like a scenario, and makes those that fail as small as it can. Each case is a scenario of the language, so that what is found can be run again by anybody.
 * What the server does never throws.
 */
export async function fuzz(
  opened: Opened,
  choices: FuzzChoices,
  signal: AbortSignal,
  observer: FuzzObserver = {},
): Promise<FuzzResult> {
  const read = scenarioReader(opened.specs)
  const look = loaded(read, firstLook)
  const hunt = createHunt(opened, choices, read, observer)
  const specs = { ...opened.specs, scenarios: { [look.id]: look } }
  const profile = { ...opened.profile, scenarios: [look.id], limitations: [] }
  const evidence = await runProfile(
    { ...opened, specs, profile },
    { ...choices.run, seed: choices.seed, only: [], skip: [], concurrency: 1, confirm: false, explore: hunt.explore },
    signal,
  )
  const { tried, obstacles, unconfirmed, findings } = hunt.seen()
  const obstacle = mostCommon(obstacles)
  const because = hunt.seen().because ?? whyNotAll(evidence, tried, choices.runs, findings.length)
  return {
    seed: choices.seed,
    runs: choices.runs,
    tried,
    undecided: obstacles.length,
    ...(obstacle === undefined ? {} : { obstacle }),
    unconfirmed,
    findings,
    requests: evidence.exchanges.filter(({ failure }) => failure?.code !== 'not-sent').length,
    ...(because === undefined ? {} : { because }),
    interrupted: evidence.run.interrupted,
    leftBehind: evidence.leftBehind,
  }
}

function whyNotAll(evidence: Evidence, tried: number, runs: number, findings: number): string | undefined {
  if (tried >= runs) return undefined
  if (evidence.run.stopped !== undefined) return evidence.run.stopped
  if (evidence.run.interrupted) return 'the run was interrupted'
  if (findings >= mostFindings) return `${mostFindings} different findings were enough`
  const { facts, clients } = evidence
  const blocked = clients.find((client) => client.blocked !== undefined)?.blocked
  return facts.blocker ?? blocked ?? facts.capabilities.client_credentials?.because ?? 'the server issued no token'
}

/** What an attempt has shown. */
interface Seen {
  readonly failures: readonly Failure[]
  /** Why no check could be decided. */
  readonly obstacle?: string
}

interface Failure {
  readonly key: string
  readonly check: CheckVerdict
  readonly step: string
  /** Name of the check in its step. */
  readonly name: string
  readonly expected: string
  readonly observed: string
}

/** A case that has failed, and how. */
interface Caught {
  readonly fuzzed: FuzzCase
  readonly failure: Failure
}

type Reader = ReturnType<typeof scenarioReader>

interface Hunt {
  readonly explore: Explore
  seen(): Pick<FuzzResult, 'tried' | 'unconfirmed' | 'findings' | 'because'> & { readonly obstacles: readonly string[] }
}

function createHunt({ specs, profile, target }: Opened, choices: FuzzChoices, read: Reader, tell: FuzzObserver): Hunt {
  const findings: FuzzFinding[] = []
  const known = new Set<string>()
  const obstacles: string[] = []
  let because: string | undefined
  let [tried, inVain, unconfirmed, attempts] = [0, 0, 0, 0]

  const send = async (lab: Lab, draft: ScenarioDraft): Promise<Seen | undefined> => {
    const scenario = loaded(read, toText(draft))
    const evidence = await lab.attempt(scenario)
    if (evidence === undefined) return undefined
    const own: Specs = { ...specs, scenarios: { [scenario.id]: scenario } }
    const alone = { ...profile, scenarios: [scenario.id], limitations: [] }
    const { scenarios } = judge(own, alone, evidence, await schemasOf(own, alone))
    const checks = scenarios.flatMap((each) => each.checks)
    const failures = checks.flatMap((check) => failureOf(check) ?? [])
    const isDecided = checks.some(({ verdict }) => verdict.kind === 'pass' || verdict.kind === 'fail')
    return { failures, ...(isDecided ? {} : { obstacle: obstacleOf(checks) }) }
  }
  const spellingOf = ({ facts }: Lab, patience: number) => {
    attempts += 1
    const { manages } = offerOf(facts, target.readOnly === true, true)
    return { id: `fuzz/case-${attempts}`, registers: manages, patience }
  }
  const attempt = (lab: Lab, fuzzed: FuzzCase, patience: number): Promise<Seen | undefined> =>
    send(lab, toDraft(fuzzed, spellingOf(lab, patience)))

  /** The case with the one check in question, sent once more with all the patience that the server may ask for. */
  const confirm = async (lab: Lab, { fuzzed, failure }: Caught, shrinks: number): Promise<FuzzFinding | undefined> => {
    const draft = onlyCheck(toDraft(fuzzed, spellingOf(lab, patienceOf(lab))), failure.step, failure.name)
    const seen = await send(lab, draft)
    const again = seen?.failures.find(({ key }) => key === failure.key)
    if (again === undefined) return undefined
    const { requirement = '' } = again.check
    const says = specs.requirements[requirement]?.requirement ?? requirement
    const { level } = again.check
    const file = { ...draft, scenario: `fuzz/found-${findings.length + 1}`, title: says, about: aboutOf(choices.seed) }
    return {
      requirement,
      ...(level === undefined ? {} : { level }),
      says,
      operation: operationOf(failure.step),
      expected: again.expected,
      observed: again.observed,
      scenario: toText(file),
      requests: draft.steps.length,
      shrinks,
    }
  }

  const explore: Explore = async (lab) => {
    const full = patienceOf(lab)
    const look = await attempt(lab, { kind: 'life', born: [], actions: [plainToken] }, full)
    const offer = offerOf(lab.facts, target.readOnly === true, look !== undefined && look.obstacle === undefined)
    if (!offer.grants && !offer.registers) {
      because = look?.obstacle ?? 'the server issues no tokens to clients, and registers none'
      return
    }
    const { default: fast } = await import('fast-check')
    let registrations = 0
    /** Whether another client may be made: where nobody can delete them, few stay. */
    const mayRegister = (): boolean =>
      offer.registers && (offer.manages || choices.run.keepClients === true || registrations < mostLeft)
    const stopped = (): boolean => {
      if (obstacles.length >= patience && inVain >= patience)
        because = `${patience} cases in a row could not be decided, so no more were sent: ${obstacles.at(-1) ?? ''}`
      return because !== undefined || lab.stopped() !== undefined
    }
    for (let round = 0; tried < choices.runs && findings.length < mostFindings && !stopped(); round += 1) {
      if (!offer.grants && !mayRegister()) {
        because = `the server deletes no clients, so ${registrations} registrations were enough (--keep-clients sends all)`
        return
      }
      const couldRegister = mayRegister()
      const arbitrary = cases(fast, { ...offer, registers: couldRegister })
      const catches: Caught[] = []
      let shrinks = 0
      const property = fast.asyncProperty(arbitrary, async (fuzzed) => {
        const [first] = catches
        if (stopped()) return true
        if (first === undefined) {
          if (tried >= choices.runs) return true
          if (fuzzed.kind === 'registrations') {
            // The rest of the cases is made without them.
            if (!mayRegister()) return true
            registrations += 1
          }
          const seen = await attempt(lab, fuzzed, full)
          if (lab.stopped() !== undefined) return true
          tried += 1
          const obstacle = seen === undefined ? 'it does not apply to this server' : seen.obstacle
          if (obstacle !== undefined) obstacles.push(obstacle)
          inVain = obstacle === undefined ? 0 : inVain + 1
          tell.attempted?.({ tried })
          const failure = seen?.failures.find(({ key }) => !known.has(key))
          if (failure !== undefined) catches.push({ fuzzed, failure })
          return failure === undefined
        }
        if (shrinks >= choices.shrinks || (fuzzed.kind === 'registrations' && !mayRegister())) return true
        shrinks += 1
        if (fuzzed.kind === 'registrations') registrations += 1
        tell.attempted?.({ tried, shrinking: first.failure.key })
        // Whether it is a matter of time, the last attempt shows.
        const seen = await attempt(lab, fuzzed, 0)
        const failure = seen?.failures.find(({ key }) => key === first.failure.key)
        if (failure !== undefined) catches.push({ fuzzed, failure })
        return failure === undefined
      })
      // fast-check takes whole numbers of 32 bits.
      await fast.check(property, {
        seed: (choices.seed + round) | 0,
        numRuns: choices.runs - tried,
        endOnFailure: false,
      })
      const [first] = catches
      const smallest = catches.at(-1)
      if (first === undefined || smallest === undefined) {
        if (mayRegister() === couldRegister) return
        continue
      }
      known.add(first.failure.key)
      const finding =
        (await confirm(lab, smallest, shrinks)) ?? (first === smallest ? undefined : await confirm(lab, first, shrinks))
      if (finding === undefined) unconfirmed += 1
      else {
        findings.push(finding)
        tell.found?.(finding)
      }
    }
  }
  return {
    explore,
    seen: () => ({ tried, obstacles, unconfirmed, findings, ...(because === undefined ? {} : { because }) }),
  }
}

const aboutOf = (seed: number): string =>
  `Found by "grantcheck fuzz --seed ${seed}", and made as small as it could be. The title is the requirement that the last step violates.`

/** Seconds in which a deletion or a revocation has to take effect. */
function patienceOf({ facts }: Lab): number {
  const { propagationSeconds } = facts.parameters
  return typeof propagationSeconds === 'number' ? propagationSeconds : 10
}

function failureOf(check: CheckVerdict): Failure | undefined {
  const { verdict, requirement, step, id } = check
  if (verdict.kind !== 'fail' || requirement === undefined) return undefined
  const name = id.slice(id.lastIndexOf(':') + 1)
  const { expected, observed } = verdict
  return { key: `${operationOf(step)} ${requirement}`, check, step, name, expected, observed }
}

function obstacleOf(checks: readonly CheckVerdict[]): string {
  const [because] = checks.flatMap(({ verdict }) => (verdict.kind === 'inconclusive' ? verdict.because : []))
  return because ?? 'no answer was of a kind that a check is about'
}

function mostCommon(texts: readonly string[]): string | undefined {
  const often = new Map<string, number>()
  for (const text of texts) often.set(text, (often.get(text) ?? 0) + 1)
  return [...often].toSorted(([, one], [, other]) => other - one)[0]?.[0]
}

/** Steps are named by what they do: "token_2". The control of an odd client is its registration. */
const operationOf = (step: string): string => {
  const does = step.replace(/_\d+$/u, '')
  return operations[does] ?? does
}

const operations: Readonly<Record<string, string>> = {
  control: 'register',
  first_token: 'token',
  read: 'read_client',
  update: 'update_client',
  delete: 'delete_client',
}

/** What we have written ourselves has no faults; where it has, the user must not be told that the server is at fault. */
function loaded(read: Reader, text: string) {
  const name = /^scenario: (\S+)$/mu.exec(text)?.[1] ?? 'fuzz'
  const result = read(`${name}.yaml`, text)
  if (result.ok) return result.scenario
  throw new Error(`a scenario of our own is wrong: ${new InputError(result.problems).message}\n${text}`)
}
