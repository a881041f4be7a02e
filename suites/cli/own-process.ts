import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { InternalError } from '../model/errors.ts'
import type { Io } from './io.ts'

/** Runs this same command with other arguments, in a process of its own, and tells each line that it prints. Throws InternalError when it fails. */
export async function inOwnProcess(args: readonly string[], io: Io, told: (line: string) => void): Promise<void> {
  const [, script = ''] = process.argv
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'], signal: io.signal })
  const ended = once(child, 'exit').catch((error: unknown) => [error])
  for await (const line of createInterface({ input: child.stdout })) told(line)
  const [code] = await ended
  if (code !== 0 && !io.signal.aborted)
    throw new InternalError(`a process of ${args[0] ?? ''} ended with ${String(code)}`)
}
