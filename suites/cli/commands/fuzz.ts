import { basename, dirname, join } from 'node:path'
import { count, inert, shown, wrap } from '../../../reports/text.ts'
import { type FuzzFinding, type FuzzObserver, type FuzzResult, fuzz, mostFindings } from '../../fuzz/fuzz.ts'
import { loadShipped } from '../../load/shipped.ts'
import { InputError } from '../../model/errors.ts'
import { openTarget, type TargetOptions } from '../../run/open-target.ts'
import { randomSeed } from '../../run/run-profile.ts'
import { packageVersion } from '../../run/version.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { withNamedFiles } from '../named-files.ts'
import { checkWritable, writeWhole } from '../outputs.ts'
import { outsideOf } from '../outside.ts'
import { openRunJournal } from '../run-journal.ts'

/** Options of `grantcheck fuzz`, as the command line parser delivers them. */
export interface FuzzOptions extends TargetOptions {
  readonly runs: number
  readonly seed?: number
  readonly shrinks: number
  readonly maxRequests: number
  readonly deadline: number
  readonly timeout?: number
  readonly rate?: number
  readonly readOnly?: boolean
  readonly keepClients?: boolean
  readonly journal?: string
  readonly out?: string
  readonly report: 'text' | 'json'
  readonly quiet?: boolean
}

/** Sends odd requests by chance, and prints what was found as scenarios. Returns the exit code. */
export async function fuzzCommand(options: FuzzOptions, io: Io): Promise<number> {
  const { out, journal: chosen, report, quiet = false } = options
  const place = out === undefined ? undefined : placeOf(out)
  await checkWritable(
    [...(place === undefined ? [] : allOf(place)), ...(chosen === undefined ? [] : [chosen])],
    [...(await withNamedFiles([options.target, options.profile])), options.ca],
  )
  // The reference server of the embedded default is a complete one: there is more to do wrong.
  const wanted =
    options.target === undefined && options.profile === undefined ? { ...options, profile: 'rfc' } : options
  const whole = await openTarget(wanted, await loadShipped(), outsideOf(io))
  try {
    const { target } = whole
    const opened = options.readOnly === true ? { ...whole, target: { ...target, readOnly: true } } : whole
    const seed = options.seed ?? randomSeed()
    if (!quiet)
      io.err(
        inert(
          `${count(options.runs, 'case')}, at most ${count(options.maxRequests, 'request')} in ${options.deadline} s, seed ${seed}: ${target.named}`,
        ).concat('\n'),
      )
    const { journal, end } = whole.ephemeral
      ? { journal: {}, end: async () => {} }
      : await openRunJournal(options, target.named, io)
    const { timeout, rate, deadline, maxRequests, keepClients = false } = options
    const run = {
      deadline,
      maxRequests,
      keepClients,
      ...(timeout === undefined ? {} : { timeout }),
      ...(rate === undefined ? {} : { rate }),
      ...journal,
    }
    const { runs, shrinks } = options
    const result = await fuzz(opened, { seed, runs, shrinks, run }, io.signal, quiet ? {} : progress(io)).finally(end)
    const named = await writeFindings(
      result,
      place,
      whole.profile.id in whole.specs.profiles ? whole.profile.id : 'rfc',
    )
    if (report === 'json') io.out(`${JSON.stringify(toJson(named, target.named), null, 2)}\n`)
    else io.out(inWords(named, options, place))
    return exitCodeFor(result)
  } finally {
    await whole.close()
  }
}

function exitCodeFor({ interrupted, findings, because, tried, undecided, unconfirmed }: FuzzResult): number {
  if (interrupted) return exitCodes.interrupted
  if (findings.length > 0) return exitCodes.nonconformant
  const open = because !== undefined || tried === 0 || undecided === tried || unconfirmed > 0
  return open ? exitCodes.inconclusive : exitCodes.conformant
}

interface Place {
  /** Path of the n-th scenario, from 1. */
  readonly scenario: (n: number) => string
  readonly id: (n: number) => string
  readonly profile: string
}

/** Where --out puts the files. Throws InputError for a name that no scenario can have. */
function placeOf(out: string): Place {
  const stem = /^([A-Za-z0-9][A-Za-z0-9._-]*)\.ya?ml$/u.exec(basename(out))?.[1]
  if (stem === undefined)
    throw new InputError([
      {
        message: `a scenario cannot be called "${shown(basename(out))}"`,
        fix: 'Name it by letters, digits, dots and hyphens, with .yaml at the end: --out found.yaml',
      },
    ])
  const ending = out.slice(out.lastIndexOf('.'))
  const nth = (n: number): string => (n === 1 ? stem : `${stem}-${n}`)
  return {
    scenario: (n) => join(dirname(out), `${nth(n)}${ending}`),
    id: (n) => `fuzz/${nth(n)}`,
    profile: join(dirname(out), `${stem}.profile.yaml`),
  }
}

/** Every file that may be written. */
const allOf = ({ scenario, profile }: Place): readonly string[] => [
  ...Array.from({ length: mostFindings }, (_, index) => scenario(index + 1)),
  profile,
]

/** Writes what was found, and a profile that runs it. The scenarios have the names of their files then. */
async function writeFindings(result: FuzzResult, place: Place | undefined, profile: string): Promise<FuzzResult> {
  if (place === undefined || result.findings.length === 0) return result
  const findings = result.findings.map((finding, index) => ({
    ...finding,
    scenario: finding.scenario.replace(/^scenario: .*$/mu, `scenario: ${place.id(index + 1)}`),
  }))
  for (const [index, { scenario }] of findings.entries()) await writeWhole(place.scenario(index + 1), scenario)
  const files = findings.map((_, index) => basename(place.scenario(index + 1)))
  await writeWhole(
    place.profile,
    `# Made by grantcheck fuzz: runs what it found. grantcheck run TARGET --profile ${basename(place.profile)} --only 'fuzz/*'
profile: fuzz
extends: ${profile}
version: "1"
title: What grantcheck fuzz found
files: [${files.join(', ')}]
`,
  )
  return { ...result, findings }
}

const toJson = (result: FuzzResult, target: string) => ({
  format: 1,
  tool: { name: 'grantcheck', version: packageVersion() },
  target,
  ...result,
  complete: true,
})

function inWords(result: FuzzResult, options: FuzzOptions, place: Place | undefined): string {
  const { findings, tried, undecided, obstacle, unconfirmed, requests, seed, because, leftBehind } = result
  const found = findings.map((finding, index) => findingInWords(finding, index + 1, place)).join('\n')
  const lines = [
    `${findings.length === 0 ? 'Nothing was found' : `${count(findings.length, 'finding')}`} in ${tried} of ${count(options.runs, 'case')}: ${count(requests, 'request')}, seed ${seed}.`,
    ...(undecided > 0 ? [`${count(undecided, 'case')} could not be decided; mostly: ${obstacle ?? ''}`] : []),
    ...(unconfirmed > 0
      ? [
          `${count(unconfirmed, 'violation')} ${unconfirmed === 1 ? 'was' : 'were'} seen once and not again, so nothing is concluded.`,
        ]
      : []),
    ...(because === undefined ? [] : [`Not all cases were sent: ${because}`]),
    ...(leftBehind.length === 0
      ? []
      : [`${count(leftBehind.length, 'client')} could not be deleted: ${some(leftBehind)}`]),
    ...(findings.length === 0 || place === undefined
      ? []
      : [`Run it again: grantcheck run ${options.target ?? 'TARGET'} --profile ${place.profile} --only 'fuzz/*'`]),
  ]
  return `${found}${found === '' ? '' : '\n'}${lines.map((line) => wrap(inert(line), 110).join('\n')).join('\n')}\n`
}

const some = (ids: readonly string[]): string =>
  [...ids.slice(0, 3).map((id) => shown(id)), ...(ids.length > 3 ? [`and ${ids.length - 3} more`] : [])].join(', ')

function findingInWords(finding: FuzzFinding, n: number, place: Place | undefined): string {
  const { requirement, level, says, operation, expected, observed, scenario, requests, shrinks } = finding
  const where = place === undefined ? [] : [`  written to ${place.scenario(n)}`]
  const lines = [
    `${n}  ${operation}: ${level === undefined ? '' : `${level} `}${requirement}`,
    ...wrap(says, 100).map((line) => `   ${line}`),
    `   expected  ${expected}`,
    `   observed  ${observed}`,
    `   ${count(requests, 'request')}${shrinks === 0 ? '' : `, made smaller in ${count(shrinks, 'attempt')}`}`,
    ...where.map((line) => ` ${line}`),
    '',
    ...(place === undefined
      ? scenario
          .trimEnd()
          .split('\n')
          .map((line) => `   ${line}`)
      : []),
  ]
  return `${lines
    .map((line) => inert(line))
    .join('\n')
    .trimEnd()}\n`
}

/** A line for each finding, and every few seconds one that says how far it is. */
function progress(io: Io): FuzzObserver {
  const pace = io.tty ? 1000 : 10_000
  let told = Date.now()
  return {
    attempted: ({ tried, shrinking }) => {
      if (Date.now() - told < pace) return
      told = Date.now()
      io.err(
        `${inert(shrinking === undefined ? `${count(tried, 'case')} sent` : `${count(tried, 'case')} sent; making smaller what fails: ${shrinking}`)}\n`,
      )
    },
    found: ({ operation, requirement }) => io.err(`${inert(`found: ${operation} ${requirement}`)}\n`),
  }
}
