import { readFileSync } from 'node:fs'

/** Whether a process of this machine is at work. */
export function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return !isDefunct(pid)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A process that was killed keeps its number until its parent asks for it, which in a container may be never (proc(5): state Z). */
function isDefunct(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it, in parentheses, may hold any character.
    return stat.startsWith(') Z', stat.lastIndexOf(')'))
  } catch {
    // No such file where there is no /proc.
    return false
  }
}
