import { availableParallelism } from 'node:os'

/** Each ratio is measured this often, the two sides in turn, and its median counts. */
export const rounds = 7

/** What `npm run bench` measures, with what it is to reach. */
export const goals = {
  'default-run': { title: 'grantcheck run, the embedded default, whole process / node -e 0', unit: 'x', goal: 5 },
  'first-request': { title: 'start of the process until the first request / node -e 0', unit: 'x', goal: 3 },
  judge: { title: 'grantcheck judge of a recorded rfc run, whole process / node -e 0', unit: 'x', goal: 4 },
  memory: { title: 'peak memory of the default run', unit: 'MiB', goal: 110 },
  'airlock-iam': { title: 'profile airlock-iam, driven and judged / bare replay', unit: 'x', goal: 1.8 },
  rfc: { title: 'profile rfc, driven and judged / bare replay', unit: 'x', goal: 1.8 },
  delay: { title: 'rfc with 50 ms added to every answer / the delay alone', unit: 'x', goal: 1.3 },
  'flow-1': { title: 'the flow of 9 requests, whole process / by hand in undici', unit: 'x', goal: 2 },
  'fleet-cpu': { title: 'CPU of a fleet for each target / bare replay of its requests', unit: 'x', goal: 1.5 },
  'fleet-memory': { title: 'peak memory of a fleet / of a small one that keeps its pool busy', unit: 'x', goal: 1.3 },
  'fleet-workers': { title: 'time of a queue with two workers / with one', unit: 'x', goal: 0.56 },
  'flow-50': { title: 'fifty such flows, whole process / by hand in undici', unit: 'x', goal: 1.5 },
} as const

export type FigureId = keyof typeof goals

export interface Figure {
  readonly id: FigureId
  readonly title: string
  readonly unit: 'x' | 'MiB'
  readonly goal: number
  readonly median: number
  readonly min: number
  readonly max: number
  readonly ok: boolean
  readonly about: string
}

/** `about`: the absolute numbers behind the figure, which mean little on a shared machine. */
export function figure(id: FigureId, values: readonly number[], about: string): Figure {
  const value = median(values)
  const { goal } = goals[id]
  return {
    id,
    ...goals[id],
    median: value,
    min: Math.min(...values),
    max: Math.max(...values),
    ok: value <= goal,
    about,
  }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** One line a figure: what was measured, what it is to reach, and whether it does. */
export function lineOf({ title, unit, goal, median: value, min, max, ok, about }: Figure): string {
  const digits = unit === 'x' ? 2 : 0
  const [shown, low, high] = [value, min, max].map((each) => each.toFixed(digits))
  return `${ok ? 'ok    ' : 'MISSED'}  ${shown} ${unit} (goal ${goal}; ${low} to ${high})  ${title}\n          ${about}`
}

export const jsonOf = (figures: readonly Figure[]): string =>
  JSON.stringify({ node: process.version, processors: availableParallelism(), rounds, figures }, null, 2)
