import type { Redis } from 'ioredis'
import type { RateLimiter } from '../../../drive/http/rate.ts'
import { sleep } from '../../../drive/http/sleep.ts'
import { prefix, type QueueLibraries } from './redis.ts'

/** At most `perSecond` requests in a second to a host, by all workers together. */
export function sharedLimiter({ limiter }: QueueLibraries, redis: Redis, host: string, perSecond: number): RateLimiter {
  const slow = perSecond < 1
  const rate = new limiter.RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `${prefix}:rate`,
    points: slow ? 1 : Math.floor(perSecond),
    duration: slow ? Math.ceil(1 / perSecond) : 1,
  })
  return {
    turn: async (signal) => {
      while (!signal.aborted) {
        const wait = await rate.consume(host).then(() => 0, waitIn)
        if (wait === 0) return
        await sleep(wait, signal)
      }
    },
  }
}

/** A refusal says when to ask again; anything else is a failure of Redis. */
function waitIn(refusal: unknown): number {
  const wait = Object(refusal).msBeforeNext
  if (typeof wait !== 'number') throw refusal
  return Math.max(1, wait)
}

/** How long a place at a host is held by a worker that says nothing more. */
const heldMs = 30_000

const take = `
local now = tonumber(ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZSCORE', KEYS[1], ARGV[4]) == false and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`

export interface HeldPlace {
  leave(): Promise<void>
}

/** A place at a host for one job, which all workers share; undefined when all places are taken. It is held until it is left, or its worker is dead. */
export async function placeAt(
  redis: Redis,
  host: string,
  places: number,
  holder: string,
): Promise<HeldPlace | undefined> {
  const key = `${prefix}:at:${host}`
  const hold = (): Promise<unknown> => redis.eval(take, 1, key, Date.now(), places, heldMs, holder)
  if ((await hold()) !== 1) return undefined
  const timer = setInterval(() => void hold().catch(() => undefined), heldMs / 3)
  timer.unref()
  return {
    leave: async () => {
      clearInterval(timer)
      await redis.zrem(key, holder)
    },
  }
}
