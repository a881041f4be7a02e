import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Attack, type Phase, startAttacker } from '../../../fixtures/attackers/index.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Where and when a server attacks, and which part of `rfc` is run: enough to come to the place, and the whole of it where the attack is everywhere. */
interface Place {
  readonly title: string
  readonly phase: Phase
  /** So many good answers come first. */
  readonly good: number
  readonly only: readonly string[]
}

const brief = [
  'metadata/*',
  'jwks/*',
  'registration/[a-m]*',
  'jwt/*',
  'introspection/*',
  'revocation/*',
  'management/*',
]

const fromTheFirst = (phase: Phase): Place => ({ title: phase, phase, good: 0, only: brief })

/** Management and revocation are asked as introspection is, and are attacked with everything else. */
export const places: readonly Place[] = [
  ...(['metadata', 'jwks', 'registration', 'token', 'introspection'] as const).map(fromTheFirst),
  { title: 'everywhere, late', phase: 'everything', good: 100, only: [] },
]

const words: Readonly<Record<number, string>> = { 0: 'conformant', 1: 'nonconformant', 3: 'inconclusive' }

/** What the run is told, in seconds. */
const deadline = 60
/** The clean-up has 5 s of its own at the end, and to judge and to write takes a moment. */
const slack = 30

interface Seen {
  /** The conclusion, or what went wrong. */
  readonly outcome: string
  /** What is not as it has to be, whatever a server sends. */
  readonly harm: readonly string[]
  readonly seconds: number
  /** At the peak. */
  readonly megabytes: number
}

interface Attacked {
  readonly attack: Attack
  readonly place: Place
}

/** Two at a time, since a run waits as long as it computes. In the order asked for. */
export async function attackedAll(list: readonly Attacked[]): Promise<readonly Seen[]> {
  const seen: Seen[] = []
  const left = [...list.entries()]
  const next = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const [index, { attack, place }] = one
      seen[index] = await attacked(attack, place)
    }
  }
  await Promise.all([next(), next()])
  return seen
}

/** Runs the command as users have it, with every kind of output. */
async function attacked(attack: Attack, { phase, good, only }: Place): Promise<Seen> {
  const server = await startAttacker(attack, phase, good)
  const folder = mkdtempSync(join(tmpdir(), 'grantcheck-attacked-'))
  const formats = ['pretty', 'json', 'html', 'junit', 'sarif', 'markdown']
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [
      ...['--require', join(root, 'scripts/bench/tell-peak.cjs'), join(root, 'dist/grantcheck.mjs')],
      ...['run', server.issuer, '--profile', 'rfc', '--quiet', '--seed', '7', '--timeout', '2000'],
      ...['--deadline', String(deadline), ...only.flatMap((each) => ['--only', each])],
      ...formats.flatMap((format) => ['--report', `${format}=${join(folder, format)}`]),
      ...['--evidence', join(folder, 'evidence')],
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, GRANTCHECK_BENCH_PEAK: join(folder, 'peak'), XDG_STATE_HOME: folder },
    },
  )
  const code = await new Promise<number>((resolve) => child.on('exit', (status) => resolve(status ?? -1)))
  const seconds = (performance.now() - began) / 1000
  await server.close()
  const sizes = formats.map((name) => join(folder, name)).map((path) => (existsSync(path) ? statSync(path).size : 0))
  // A process that is aborted tells nothing.
  const peak = join(folder, 'peak')
  const megabytes = existsSync(peak) ? Number(readFileSync(peak, 'utf8')) : Number.POSITIVE_INFINITY
  rmSync(folder, { recursive: true })
  const largest = Math.max(...sizes)
  const harm = [
    ...(words[code] === undefined ? [`exit code ${code}`] : []),
    ...(sizes.includes(0) ? ['a report is missing'] : []),
    ...(seconds < deadline + slack ? [] : [`${seconds.toFixed(0)} s`]),
    ...(megabytes < 250 ? [] : [`${megabytes.toFixed(0)} MB of memory`]),
    ...(largest < 10_000_000 ? [] : [`a report of ${(largest / 1e6).toFixed(1)} MB`]),
  ]
  return { outcome: words[code] ?? `exit code ${code}`, harm, seconds, megabytes }
}
