import { embed } from '../embedded/embedded.ts'
import type { Outside } from '../run/open-target.ts'
import type { Io } from './io.ts'

/**
 * What a command may use of the outside. A CI job whose $TARGET is empty names no target and must not be told that the embedded server is
 * conformant: there the embedded server has to be asked for by name.
 */
export function outsideOf({ env }: Io, demo = false): Outside {
  return demo || !isSet(env.CI) ? { env, embed } : { env }
}

const isSet = (value: string | undefined): boolean => value !== undefined && !['', '0', 'false'].includes(value)
