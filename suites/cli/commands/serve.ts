import { setTimeout } from 'node:timers/promises'
import { listBroken, startServer } from '../../embedded/embedded.ts'
import type { Mode } from '../../model/mutant.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Io } from '../io.ts'

export interface ServeOptions {
  readonly mutant?: string
  readonly mode: Mode
  readonly port: number
}

/** Serves the reference server, or a mutant or variant of it, until interrupted. */
export async function serve(options: ServeOptions, io: Io): Promise<number> {
  if (options.mutant === 'list') {
    io.out(`${(await listBroken()).map(({ id, says }) => `${id.padEnd(42)} ${says}`).join('\n')}\n`)
    return exitCodes.conformant
  }
  const server = await startServer({
    mode: options.mode,
    port: options.port,
    ...(options.mutant === undefined ? {} : { broken: options.mutant }),
  })
  io.out(`base URL  ${server.baseUrl}\nissuer    ${server.issuer}\n`)
  io.err('stop with Ctrl-C\n')
  await setTimeout(2 ** 31 - 1, undefined, { signal: io.signal }).catch(() => undefined)
  await server.close()
  return exitCodes.conformant
}
