import type { FleetJob } from '../../model/fleet.ts'

export interface PoolLimits {
  /** Jobs at the same time. */
  readonly parallel: number
  /** Jobs of one host at the same time. */
  readonly perHost: number
}

/**
 * Works on the jobs, in their order as far as their hosts have room; the next one begins when another ends. Stops beginning when the signal is aborted. `work` never rejects.
 */
export function inHostPool(
  jobs: readonly FleetJob[],
  { parallel, perHost }: PoolLimits,
  signal: AbortSignal,
  work: (job: FleetJob) => Promise<void>,
): Promise<void> {
  const waiting = [...jobs]
  const busy = new Map<string, number>()
  let running = 0
  return new Promise((resolve, reject) => {
    const count = ({ host }: FleetJob, change: number): void => {
      if (host === undefined) return
      const now = (busy.get(host) ?? 0) + change
      if (now === 0) busy.delete(host)
      else busy.set(host, now)
    }
    const next = (): void => {
      while (running < parallel && !signal.aborted) {
        const place = waiting.findIndex(({ host }) => host === undefined || (busy.get(host) ?? 0) < perHost)
        const [job] = place < 0 ? [] : waiting.splice(place, 1)
        if (job === undefined) break
        running += 1
        count(job, 1)
        work(job).then(() => {
          running -= 1
          count(job, -1)
          next()
        }, reject)
      }
      if (running === 0 && (waiting.length === 0 || signal.aborted)) resolve()
    }
    next()
  })
}
