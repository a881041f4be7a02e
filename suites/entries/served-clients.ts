import { withoutTail } from '../decode/without-tail.ts'
import type { Target } from '../model/target.ts'

/** Clients of the target file that can have their keys where the run serves. */
const served = ['client', 'secondClient'] as const
export type ServedName = (typeof served)[number]

/** A client whose key set the run serves. */
export interface ServedClient {
  readonly name: ServedName
  readonly url: string
  /** Paths under which its set may be asked for: a proxy before the run may leave the one of publicUrl out. */
  readonly paths: readonly string[]
}

/** All clients of the target file whose jwksUri lies below hosting.publicUrl. */
export function servedClients(target: Pick<Target, 'hosting' | ServedName>): readonly ServedClient[] {
  const publicUrl = target.hosting?.publicUrl
  const base = publicUrl === undefined ? undefined : withoutTail(publicUrl, '/')
  return served.flatMap((name) => {
    const url = target[name]?.jwks_uri
    if (base === undefined || url === undefined || !url.startsWith(`${base}/`)) return []
    return [{ name, url, paths: [new URL(url).pathname, new URL(url.slice(base.length), 'http://run').pathname] }]
  })
}
