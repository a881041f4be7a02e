import { unusedEntries } from '../entries/entries.ts'
import type { Evidence, TransportFailure } from '../model/evidence.ts'
import type { Conclusion, Totals } from '../model/report.ts'
import type { CheckVerdict } from '../model/verdict.ts'
import type { Judgement } from './judge.ts'

type Code = TransportFailure['code']

interface Concluded {
  readonly conclusion: Conclusion
  readonly because: string
}

/** The conclusion of a run, and why in one sentence. A server that does not offer what the profile is about is never found conformant to it. */
export function conclude(judgement: Judgement, evidence: Evidence): Concluded {
  const { conclusion, because } = concludeFrom(judgement, evidence)
  const lacking = lacksOf(evidence)
  return lacking.length === 0
    ? { conclusion, because }
    : {
        conclusion: conclusion === 'conformant' ? 'inconclusive' : conclusion,
        because: `${lacking.join('; ')}; otherwise ${because}`,
      }
}

/** What the profile is about and the server does not offer, each with the reason. */
export const lacksOf = ({ facts }: Evidence): readonly string[] =>
  Object.entries(facts.capabilities).flatMap(([name, fact]) =>
    fact.denied && !fact.offered ? [`${name} is not offered: ${fact.because}`] : [],
  )

/** What a tester can change where the time was over. */
const moreTime = 'Give more time with --deadline, ask for a part with --only, or let the server answer faster'

/** What a tester can change where a server limits how many requests it takes. */
const stayBelow = 'Ask for a higher limit, or stay below it: --rate and --concurrency, or limits in the target file'

const moreRequests = 'Give more requests with --max-requests, or ask for a part with --only'

const wayOn = ({ deadline, budget }: Evidence['run']): string =>
  deadline ? moreTime : budget ? moreRequests : stayBelow

function concludeFrom(judgement: Judgement, evidence: Evidence): Concluded {
  const checks = judgement.scenarios.flatMap((scenario) => scenario.checks)
  const of = (kind: string): readonly CheckVerdict[] => checks.filter((check) => check.verdict.kind === kind)
  const failed = of('fail')
  if (failed.length > 0) return { conclusion: 'nonconformant', because: `${count(failed.length, 'check')} failed` }
  if (of('error').length > 0)
    return { conclusion: 'invalid', because: 'grantcheck itself met a fault; the checks marked error say which' }
  if (judgement.blocker !== undefined) return { conclusion: 'inconclusive', because: judgement.blocker }
  if (evidence.run.stopped !== undefined)
    return {
      conclusion: 'inconclusive',
      because: `${evidence.run.stopped}. ${wayOn(evidence.run)}`,
    }
  if (!evidence.complete)
    return { conclusion: 'inconclusive', because: 'the run was interrupted before it was complete' }
  const open = of('inconclusive').filter(isBinding)
  if (open.length > 0)
    return {
      conclusion: 'inconclusive',
      because: `${count(open.length, 'obligatory check')} could not be decided${lostOf(evidence)}`,
    }
  const passed = of('pass').length
  const warned = of('warn').length
  if (passed === 0 && warned > 0)
    return { conclusion: 'inconclusive', because: `${count(warned, 'check')} warned and none passed` }
  if (passed === 0) return { conclusion: 'inconclusive', because: 'nothing was exercised' }
  const [unused, ...others] = isPartial(evidence) ? [] : unusedEntries(evidence)
  if (unused !== undefined)
    return { conclusion: 'inconclusive', because: others.length === 0 ? unused : `${unused}; ${others.join('; ')}` }
  return { conclusion: 'conformant', because: `${count(passed, 'check')} passed and none failed` }
}

/** What a reader looks into first where the network, or what stands in it, took answers away. */
const lost: readonly (readonly [Code, string])[] = [
  ['reset', 'the connection was closed'],
  ['timeout', 'no complete answer in time'],
  ['refused', 'no connection was accepted'],
  ['dns', 'the host name could not be resolved'],
]

/** How many requests got no answer, and why. A request that was sent again counts each time. */
function lostOf({ exchanges }: Evidence): string {
  const sent = exchanges.filter(({ operation }) => operation !== 'tls')
  const of = (code: Code): number => sent.filter(({ failure }) => failure?.code === code).length
  const kinds = lost.map(([code, words]) => ({ times: of(code), words })).filter(({ times }) => times > 0)
  const sum = kinds.reduce((total, { times }) => total + times, 0)
  if (sum === 0) return ''
  return `; ${count(sum, 'request')} got no answer (${kinds.map(({ times, words }) => `${words}: ${times}`).join(', ')})`
}

/** What a part of a profile leaves out, it does not use. */
const isPartial = ({ run }: Evidence): boolean => run.only.length + run.skip.length > 0

const isBinding = (check: CheckVerdict): boolean => check.level === 'MUST' || check.level === 'MUST NOT'

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** How many checks got which verdict. */
export function totalsOf(judgement: Judgement): Totals {
  const checks = judgement.scenarios.flatMap((scenario) => scenario.checks)
  const of = (kind: string): number => checks.filter((check) => check.verdict.kind === kind).length
  return {
    pass: of('pass'),
    fail: of('fail'),
    warn: of('warn'),
    inconclusive: of('inconclusive'),
    notApplicable: of('not-applicable'),
    error: of('error'),
  }
}
