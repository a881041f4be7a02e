import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { Redis } from 'ioredis'

/** A real Redis (Debian's redis-server) on a free port of 127.0.0.1, once it answers; with a password where one is given. */
export async function startRedis(password?: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = Object(probe.address())
  await new Promise((resolve) => probe.close(resolve))
  const secret = password === undefined ? [] : ['--requirepass', password]
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...secret]
  const redis = spawn('redis-server', args, { stdio: 'ignore' })
  await new Promise((resolve, reject) => redis.once('spawn', resolve).once('error', reject))
  const url = `redis://127.0.0.1:${port}`
  const options = { retryStrategy: () => 50, maxRetriesPerRequest: null }
  const ready = new Redis(url, password === undefined ? options : { ...options, password })
  ready.on('error', () => undefined)
  await ready.ping()
  ready.disconnect()
  const ended = new Promise<void>((resolve) => redis.once('exit', () => resolve()))
  return {
    url,
    stop: () => {
      redis.kill()
      return ended
    },
  }
}
