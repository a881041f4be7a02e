import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import pc from 'picocolors'
import picomatch from 'picomatch'
import { among } from '../../decode/among.ts'
import { trustedJson } from '../../decode/trusted.ts'
import { inPool } from '../../drive/pool.ts'
import { deployments } from '../../embedded/deployments.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Specs } from '../../model/specs.ts'
import { operations } from '../../model/vocabulary.ts'
import type { Accounted } from '../../prove/answers/account.ts'
import { accountAll, type Driven, judgedRuns, type KindAccount } from '../../prove/answers/account-all.ts'
import { type Deployment, evidenceOf } from '../../prove/answers/deployment.ts'
import { groupBy } from '../../prove/answers/group-by.ts'
import { accountabilityPage } from '../../prove/answers/page.ts'
import { resultKinds, totalsOf, unused } from '../../prove/answers/totals.ts'
import { unsentProbes } from '../../prove/answers/unsent.ts'
import { wantedBy } from '../../prove/answers/wanted.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkWritable } from '../outputs.ts'
import { inOwnProcess } from '../own-process.ts'

export interface AnswersOptions {
  readonly operation: readonly string[]
  readonly member: readonly string[]
  readonly result: readonly string[]
  /** Globs of deployments. Empty: all. */
  readonly run: readonly string[]
  /** Per cent. Default: all. */
  readonly sample?: number
  readonly seed: number
  /** Folder that keeps the evidence of the runs. */
  readonly evidence?: string
  readonly json?: boolean
  readonly page?: string
  readonly check?: string
  readonly quiet?: boolean
  /** "1/2", of the processes that this command starts itself. */
  readonly part?: string
}

/** One line of a process that has a part of the work. */
interface Told {
  readonly account: KindAccount
  readonly of: number
}

/** Changes the answers of conformant runs in every way, and says what became of each change. Exit code 1 when one is unaccounted for. */
export async function proveAnswers(options: AnswersOptions, io: Io): Promise<number> {
  for (const each of options.operation) checkWord(each, operations, 'operation')
  for (const each of options.result) checkWord(each, resultKinds, 'result')
  if (!isWhole(options) && (options.page ?? options.check) !== undefined)
    throw new InputError([
      {
        message: 'the page shows all changes, and these options try some of them',
        fix: 'Leave out --operation, --member, --run and --sample, or try some without a page: grantcheck prove --answers.',
      },
    ])
  if (options.page !== undefined) await checkWritable([options.page], [options.check])
  const specs = await loadShipped()
  const wanted = wantedBy({ ...options, sample: options.sample ?? 100 })
  if (options.part !== undefined && options.evidence !== undefined) {
    const [index = 1, count = 1] = options.part.split('/').map(Number)
    const runs = await kept(options.evidence, chosenRuns(options))
    await accountAll(specs, runs, { index: index - 1, count }, wanted, (account, of) =>
      io.out(`${JSON.stringify({ account, of } satisfies Told)}\n`),
    )
    return exitCodes.conformant
  }
  const folder = options.evidence ?? (await mkdtemp(join(tmpdir(), 'grantcheck-')))
  try {
    return await accountIn(folder, specs, options, io)
  } finally {
    if (options.evidence === undefined) await rm(folder, { recursive: true })
  }
}

async function accountIn(folder: string, specs: Specs, options: AnswersOptions, io: Io): Promise<number> {
  const started = performance.now()
  await driveAll(folder, specs, options, io)
  const accounts: KindAccount[] = []
  const count = Math.min(2, availableParallelism())
  const parts = Array.from({ length: count }, (_, index) => `${index + 1}/${count}`)
  await Promise.all(
    parts.map((part) =>
      inOwnProcess(
        ['prove', '--answers', '--evidence', folder, '--part', part, ...argumentsOf(options)],
        io,
        (line) => {
          const { account, of } = trustedJson<Told>(line)
          accounts.push(account)
          progress(accounts.length, of, 'kinds of answer', options, io)
        },
      ),
    ),
  )
  if (io.signal.aborted) return exitCodes.interrupted
  const sorted = accounts.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const lines = sorted.flatMap((each) => each.lines)
  if (lines.length === 0)
    throw new InputError([
      {
        message: `no change was tried: no answer has what ${[...options.operation, ...options.member, ...options.run].map((each) => `"${each}"`).join(' and ')} asks for`,
        fix: 'docs/accountability.md has the places of each operation, such as /expires_in. Correct --member, or widen the other options.',
      },
    ])
  const needless = isWhole(options) ? unused(specs.allowances, lines) : []
  const wantedResults = options.result.length === 0 ? ['unaccounted', 'contradiction'] : options.result
  const shown = lines.filter(({ result }) => wantedResults.includes(result.kind))
  if (options.json) for (const line of shown) io.out(`${JSON.stringify(line)}\n`)
  else print(shown, io)
  for (const each of needless)
    io.err(`${each}: no mutation needs this allowance\n  Remove it, or what it allows too much.\n`)
  const totals = totalsOf(lines)
  const seconds = Math.round((performance.now() - started) / 1000)
  io.err(`${lines.length} changes: ${resultKinds.map((kind) => `${totals[kind]} ${kind}`).join(', ')}; ${seconds} s\n`)
  const stale = await writeOrCheck(folder, specs, sorted, options)
  if (stale) io.err(`${options.check} is stale\n  Write it anew with npm run answers, and look at what changed.\n`)
  const open = totals.unaccounted + totals.contradiction + needless.length
  return open === 0 && !stale ? exitCodes.conformant : exitCodes.nonconformant
}

/** Whether every change of every answer is tried. */
const isWhole = ({ operation, member, run, sample = 100 }: AnswersOptions): boolean =>
  [operation, member, run].every((each) => each.length === 0) && sample >= 100

/** Writes the page, or says whether the one that is there is another. */
async function writeOrCheck(
  folder: string,
  specs: Specs,
  accounts: readonly KindAccount[],
  options: AnswersOptions,
): Promise<boolean> {
  const { page: file, check } = options
  if (file === undefined && check === undefined) return false
  const judged = await judgedRuns(specs, await kept(folder, chosenRuns(options)))
  const page = accountabilityPage(
    specs,
    accounts,
    unsentProbes(
      specs,
      judged.map((each) => each.judged.judgement),
    ),
  )
  if (file !== undefined) await writeFile(file, page)
  return check !== undefined && (await readFile(check, 'utf8')) !== page
}

function checkWord(word: string, words: readonly string[], what: string): void {
  const found = among(word, words, what)
  if (!found.ok)
    throw new InputError([{ message: found.problem, fix: 'grantcheck prove --help explains the options.' }])
}

function chosenRuns({ run }: AnswersOptions): readonly Deployment[] {
  const chosen = deployments.filter(
    ({ name }) => run.length === 0 || run.some((glob) => glob === name || picomatch.isMatch(name, glob)),
  )
  if (chosen.length > 0) return chosen
  const names = deployments.map(({ name }) => name).join('; ')
  throw new InputError([{ message: `no run is called ${run.join(', ')}`, fix: `There are ${names}.` }])
}

const argumentsOf = ({ operation, member, run, sample, seed }: AnswersOptions): readonly string[] => [
  ...operation.flatMap((each) => ['--operation', each]),
  ...member.flatMap((each) => ['--member', each]),
  ...run.flatMap((each) => ['--run', each]),
  ...(sample === undefined ? [] : ['--sample', String(sample)]),
  ...['--seed', String(seed)],
]

const fileOf = (folder: string, name: string): string => join(folder, `${name.replaceAll(/[^a-z0-9.-]+/giu, '-')}.json`)

/** Runs every deployment whose evidence the folder does not have yet. */
async function driveAll(folder: string, specs: Specs, options: AnswersOptions, io: Io): Promise<void> {
  await mkdir(folder, { recursive: true })
  const missing = chosenRuns(options).filter(({ name }) => !existsSync(fileOf(folder, name)))
  let done = 0
  await inPool(missing, 3, async (deployment) => {
    const evidence = await evidenceOf(specs, deployment, io.signal)
    await writeFile(fileOf(folder, deployment.name), JSON.stringify(evidence))
    done += 1
    progress(done, missing.length, 'runs', options, io)
  })
}

const kept = (folder: string, chosen: readonly Deployment[]): Promise<readonly Driven[]> =>
  Promise.all(
    chosen.map(async ({ name, profile }) => ({
      deployment: name,
      profile,
      evidence: trustedJson<Evidence>(await readFile(fileOf(folder, name), 'utf8')),
    })),
  )

/** A line for each place and change, with the answers in which it is so. */
function print(lines: readonly Accounted[], io: Io): void {
  const { dim, bold } = pc.createColors(io.color)
  const places = groupBy(lines, ({ answer, place }) => `${answer.operation} ${place}`)
  for (const [place, ofPlace] of [...places].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    io.out(`${bold(place)}\n`)
    const same = groupBy(ofPlace, ({ change, result }) => `${change}${said(result)}`)
    for (const [change, all] of same) {
      const answers = all.map(({ answer }) => `${answer.outcome} (${answer.type})`).join('; ')
      io.out(`  ${change}  ${dim(answers)}\n`)
    }
  }
}

function said(result: Accounted['result']): string {
  switch (result.kind) {
    case 'caught':
      return `: ${result.verdict} ${result.check} (${result.requirement})`
    case 'contradiction':
      return `: ${result.allowance} allows it, and ${result.check} fails`
    case 'unaccounted':
      return result.undecided ? ' (checks become undecided)' : ''
    default:
      return `: ${result.kind} by ${result.allowance}`
  }
}

/** One redrawn line on a terminal, a line for every ten elsewhere. */
function progress(done: number, of: number, what: string, { quiet }: AnswersOptions, io: Io): void {
  if (quiet === true) return
  const text = `${done}/${of} ${what}`
  if (io.tty) io.err(done === of ? '\r\u001b[2K' : `\r\u001b[2K${text}`)
  else if (done % 10 === 0 || done === of) io.err(`${text}\n`)
}
