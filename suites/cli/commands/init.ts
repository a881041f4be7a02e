import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { typedUrlProblem } from '../../load/url.ts'
import { InputError } from '../../model/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { filesFor, type NewProject } from '../init-files.ts'
import type { Io } from '../io.ts'
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
  const wanted = await answered(options)
  const files = Object.entries(filesFor(wanted)).map(([name, text]) => ({ path: join(options.folder, name), text }))
  const taken = files.filter(({ path }) => existsSync(path))
  if (taken.length > 0)
    throw new InputError(
      taken.map(({ path }) => ({
        message: `${path} is there already`,
        fix: 'Move it away, or give another --folder.',
      })),
    )
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    io.out(`wrote ${path}\n`)
  }
  const [target, profile] = [join(options.folder, 'target.yaml'), join(options.folder, 'profile.yaml')]
  io.out(`\nnext: grantcheck run ${target} --profile ${profile}\n`)
  if (!options.doctor) return exitCodes.conformant
  io.out('\n')
  return doctor({ target, profile, set: [] }, io)
}

async function answered({ issuer, team, ci }: InitOptions): Promise<NewProject> {
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
  try {
    return checked({
      issuer: issuer ?? (await lines.question('Issuer of the server (such as https://as.example.com): ')).trim(),
      team: team ?? ((await lines.question('Short name of your team [house]: ')).trim() || 'house'),
      ci: ci ?? ((await lines.question('CI file: github, gitlab or none [github]: ')).trim() || 'github'),
    })
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
