import { join } from 'node:path'
import { count } from '../../../reports/text.ts'
import { InputError } from '../../model/errors.ts'
import { packageVersion } from '../../run/version.ts'
import { siteFiles } from '../../site/site.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { checkKept } from '../outputs.ts'
import { readAbout } from '../site/about.ts'
import { readResults } from '../site/results.ts'
import { writeSite } from '../site/write.ts'

export interface SiteOptions {
  readonly folders: readonly string[]
  readonly out: string
  readonly title: string
  /** File with what people say about the servers. */
  readonly about?: string
  /** YYYY-MM-DD, or a moment in ISO 8601: as of when results are old. */
  readonly now?: string
}

/** Makes a static site of results. Exit code 0 whatever they say: it shows, and judges nobody. */
export async function site(options: SiteOptions, io: Io): Promise<number> {
  const now = momentOf(options.now)
  const about = options.about === undefined ? {} : await readAbout(options.about)
  const tell = (done: number): void => {
    if (io.tty) io.err(`\r${count(done, 'result')}`)
  }
  const { runs, files: read, others } = await readResults(options.folders, about, tell)
  if (io.tty) io.err('\r')
  if (runs.length === 0)
    throw new InputError([
      {
        message: `there is no result in ${options.folders.join(', ')}`,
        fix: 'Name folders with evidence ("run --evidence PATH"), JSON reports ("--report json=PATH") or bundles ("certify").',
      },
    ])
  const files = siteFiles({ title: options.title, runs, about, now, tool: packageVersion() })
  await checkKept(
    files.map(({ path }) => join(options.out, path)),
    [...read, options.about],
  )
  await writeSite(options.out, files)
  const servers = new Set(runs.map(({ server }) => server.name)).size
  const unknown = Object.keys(about).filter((name) => !runs.some(({ server }) => server.name === name))
  if (unknown.length > 0) io.err(`note: ${options.about} tells of servers without a result: ${unknown.join(', ')}\n`)
  if (others.length > 0) io.err(`note: ${count(others.length, 'JSON file')} without a result, such as ${others[0]}\n`)
  io.out(
    `${count(files.length, 'file')} from ${count(runs.length, 'result')} of ${count(servers, 'server')}: open ${join(options.out, 'index.html')}\n`,
  )
  return exitCodes.conformant
}

function momentOf(text: string | undefined): string {
  if (text === undefined) return new Date().toISOString()
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/u.test(text) ? `${text}T12:00:00Z` : text)
  if (/^\d{4}-\d{2}-\d{2}/u.test(text) && !Number.isNaN(date.getTime())) return date.toISOString()
  throw new InputError([{ message: `--now ${text} is not a day`, fix: 'Write it as 2026-12-31.' }])
}
