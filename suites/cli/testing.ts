import { runCommand } from './command.ts'

export interface Finished {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line in this process, from the sources; interrupts it when it has printed what `endsAfter` fits. What only a process of its own shows is tested with the built command. */
export async function grantcheck(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  endsAfter?: RegExp,
): Promise<Finished> {
  const printed = { out: '', err: '' }
  const interrupt = new AbortController()
  const print = (where: 'out' | 'err') => (text: string) => {
    printed[where] += text
    if (endsAfter?.test(printed[where])) interrupt.abort()
  }
  const io = {
    out: print('out'),
    err: print('err'),
    env,
    color: false,
    tty: false,
    width: 100,
    signal: interrupt.signal,
  }
  return { code: await runCommand(args, io), ...printed }
}
