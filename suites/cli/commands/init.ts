import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { whyNotSent } from '../../drive/guard.ts'
import { typedUrlProblem } from '../../load/url.ts'
import { InputError } from '../../model/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { filesFor, type NewProject } from '../init-files.ts'
import type { Io } from '../io.ts'
import { checkWritable } from '../outputs.ts'
import { quote } from '../quote.ts'
import { doctor } from './doctor.ts'

export interface InitOptions {
  readonly issuer?: string
  readonly team?: string
  readonly ci?: NewProject['ci']
  readonly folder: string
  readonly doctor: boolean
}

/**
 * Writes a target file, a profile, one rule of the team with its scenario, and a CI file; then doctor looks at the server. Replaces no file. What the options leave open is
 * asked, where somebody is there to answer.
 */
export async function init(options: InitOptions, io: Io): Promise<number> {
  const wanted = await answered(options, io.signal)
  if (wanted === 'interrupted') {
    io.err('\nnothing was written\n')
    return exitCodes.interrupted
  }
  if (options.doctor) checkReach(wanted.issuer)
  const files = Object.entries(filesFor(wanted)).map(([name, text]) => ({ path: join(options.folder, name), text }))
  const [target, profile] = [join(options.folder, 'target.yaml'), join(options.folder, 'profile.yaml')]
  checkFree(files.map(({ path }) => path).filter(existsSync), target)
  // The first one finds out whether the folder is one.
  await checkWritable([target])
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    io.out(`wrote ${path}\n`)
  }
  io.out(`\nnext: grantcheck run ${quote(target)} --profile ${quote(profile)}\n`)
  if (!options.doctor) return exitCodes.conformant
  io.out('\n')
  return doctor({ target, profile, set: [] }, io)
}

/** Throws InputError where doctor would send nothing, before there are files that say so. */
function checkReach(issuer: string): void {
  const problem = whyNotSent(issuer, 'the issuer', { allowHttp: false, allowDocumentationHosts: false })
  if (problem === undefined) return
  const fix = `${problem.fix ?? ''} "grantcheck init --no-doctor" writes the file for that and sends nothing.`.trim()
  throw new InputError([{ ...problem, fix }])
}

/** Throws InputError with the way on: files of a first attempt are the user's by now. */
function checkFree(taken: readonly string[], target: string): void {
  if (taken.length === 0) return
  const file = quote(target)
  const goOn = taken.includes(target) ? `To go on with them, edit ${file}, then: grantcheck doctor ${file}\n` : ''
  const fix = `${goOn}To begin again, give another --folder, or move them away.`
  throw new InputError([{ message: `there already: ${taken.join(', ')}; nothing was written`, fix }])
}

/** What the options and the user say; `interrupted`: Ctrl-C at a question. Throws InputError where nobody answers, and for a wrong answer. */
async function answered({ issuer, team, ci }: InitOptions, signal: AbortSignal): Promise<NewProject | 'interrupted'> {
  if (issuer !== undefined && team !== undefined && ci !== undefined) return checked({ issuer, team, ci })
  if (!process.stdin.isTTY) {
    if (issuer === undefined)
      throw new InputError([
        {
          message: 'nobody is there to answer questions',
          fix: 'Give --issuer, and --team and --ci where they differ.',
        },
      ])
    return checked({ issuer, team: team ?? 'house', ci: ci ?? 'github' })
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const stop = new AbortController()
  let interrupted = false
  const interrupt = (): void => {
    interrupted = true
    stop.abort()
  }
  lines.once('SIGINT', interrupt)
  signal.addEventListener('abort', interrupt, { once: true })
  lines.once('close', () => stop.abort())
  const ask = async (question: string): Promise<string> => (await lines.question(question, stop)).trim()
  try {
    return checked({
      issuer: issuer ?? (await ask('Issuer of the server (such as https://as.example.com): ')),
      team: team ?? ((await ask('Short name of your team [house]: ')) || 'house'),
      ci: ci ?? ((await ask('CI file: github, gitlab or none [github]: ')) || 'github'),
    })
  } catch (error) {
    if (!stop.signal.aborted) throw error
    if (interrupted) return 'interrupted'
    const fix = 'Answer it, or give --issuer, --team and --ci. Nothing was written.'
    throw new InputError([{ message: 'the input has ended before the last question was answered', fix }])
  } finally {
    lines.close()
  }
}

function checked({ issuer, team: named, ci }: { issuer: string; team: string; ci: string }): NewProject {
  const team = shortName(named)
  const url = typedUrlProblem(issuer, 'issuer')
  const problems = [
    ...(url === undefined ? [] : [url]),
    ...(/^[a-z]/u.test(team)
      ? []
      : [{ message: `"${named}" is not a short name`, fix: 'Use lower case letters, digits and hyphens: acme.' }]),
  ]
  if (ci !== 'github' && ci !== 'gitlab' && ci !== 'none')
    throw new InputError([
      ...problems,
      { message: `there is no CI file for "${ci}"`, fix: 'Write github, gitlab or none.' },
    ])
  if (problems.length > 0) throw new InputError(problems)
  return { issuer, team, ci }
}

/** "Acme GmbH" is acme-gmbh in ids and names of files. */
const shortName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
