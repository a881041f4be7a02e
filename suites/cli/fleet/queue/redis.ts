import { createRequire } from 'node:module'
import type { Redis } from 'ioredis'
import { errorCode } from '../../../decode/error-code.ts'
import { trusted } from '../../../decode/trusted.ts'
import { InputError } from '../../../model/errors.ts'
import type { Io } from '../../io.ts'

/** What a queue needs and no other command does: optional peer dependencies, loaded when a queue is asked for. */
export interface QueueLibraries {
  readonly bullmq: typeof import('bullmq')
  readonly ioredis: typeof import('ioredis')
  readonly limiter: typeof import('rate-limiter-flexible')
}

const names = ['bullmq', 'ioredis', 'rate-limiter-flexible'] as const

/** Throws InputError with the command that installs what is absent. */
export function queueLibraries(load: (name: string) => unknown = createRequire(import.meta.url)): QueueLibraries {
  const [bullmq, ioredis, limiter] = names.map((name) => {
    try {
      return load(name)
    } catch (error) {
      if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error
      const fix = `Install it next to grantcheck: npm install ${names.join(' ')}`
      throw new InputError([{ message: `--queue needs the package ${name}, which is not installed`, fix }])
    }
  })
  return trusted<QueueLibraries>({ bullmq, ioredis, limiter })
}

/** All that we keep in Redis begins so. */
export const prefix = 'grantcheck'
export const queueName = 'runs'

/**
 * Opens a connection. Secrets are never options: name and password come from REDIS_USERNAME and REDIS_PASSWORD. Throws InputError when the URL is no Redis URL or nothing answers there.
 */
export async function connect({ ioredis }: QueueLibraries, url: string, { env }: Pick<Io, 'env'>): Promise<Redis> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !['redis:', 'rediss:'].includes(parsed.protocol))
    throw new InputError([{ message: '--queue is not a Redis URL', fix: 'Write it like redis://127.0.0.1:6379.' }])
  if (parsed.password !== '') {
    const fix = 'Put it into the environment variable REDIS_PASSWORD (and the name into REDIS_USERNAME).'
    throw new InputError([{ message: 'the URL of --queue holds a password', fix }])
  }
  const { REDIS_USERNAME: username, REDIS_PASSWORD: password } = env
  const redis = new ioredis.Redis(url, {
    lazyConnect: true,
    // A worker waits for jobs as long as there are none.
    maxRetriesPerRequest: null,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  })
  let reason: unknown
  redis.on('error', (error: unknown) => {
    reason = error
  })
  try {
    await redis.connect()
  } catch (error) {
    redis.disconnect()
    const why = reason ?? error
    const message = `Redis at ${parsed.host} cannot be used: ${why instanceof Error ? why.message || errorCode(why) : String(why)}`
    throw new InputError([{ message, fix: 'Is it running, and are REDIS_USERNAME and REDIS_PASSWORD right?' }])
  }
  return redis
}
