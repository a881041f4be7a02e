import { withoutTail } from '../../decode/without-tail.ts'
import { type ServedClient, servedClients } from '../../entries/served-clients.ts'
import type { CapabilityFact } from '../../model/evidence.ts'
import type { HostingPlace, Target } from '../../model/target.ts'
import { insideAddress } from './inside.ts'

/** Where a run listens of which the target file says nothing: a free port of this machine, which only servers on this machine reach. */
const own = { host: '127.0.0.1', port: 0 } as const

export interface Listening {
  readonly host: string
  readonly port: number
  /** Undefined: follows from the port. */
  readonly publicUrl?: string
  readonly tls?: HostingPlace['tls']
}

/** Where the run listens, if it does: as the target file says, else on this machine where the server is here too. */
export function listeningFor({ hosting }: Pick<Target, 'hosting'>, loopback: boolean): Listening | undefined {
  const { listen, publicUrl, tls } = hosting ?? {}
  if (listen === undefined || publicUrl === undefined) return loopback ? own : undefined
  const [, host = own.host, port = ''] = /^\[?(.*?)\]?:(\d+)$/u.exec(listen) ?? []
  return { host, port: Number(port), publicUrl: withoutTail(publicUrl, '/'), ...(tls === undefined ? {} : { tls }) }
}

export function hostingFact(target: Pick<Target, 'hosting'>, loopback: boolean): CapabilityFact {
  if (target.hosting?.publicUrl !== undefined)
    return { offered: true, because: 'the target file says where the run serves documents' }
  return loopback
    ? { offered: true, because: 'the server is on this machine, so it reaches what the run serves here' }
    : {
        offered: false,
        because: 'the target file does not say where the run can serve documents: hosting: { publicUrl, listen }',
      }
}

/** Whether there is an address that the server must not call, and the run sees it when it does. Only the operator knows. */
export function canaryFact(target: Pick<Target, 'hosting'>, loopback: boolean): CapabilityFact {
  if (target.hosting?.internal !== true)
    return {
      offered: false,
      because:
        'the target file does not say that the server must not call internal addresses: hosting: { internal: true }',
    }
  const address = insideAddress(target, loopback)
  return address === undefined
    ? {
        offered: false,
        because:
          'the target file does not say which internal address of the server the run can listen on: hosting: { canary }',
      }
    : { offered: true, because: `the target file says that the server must not call ${address}` }
}

/** The one that a row takes which changes its keys. */
export const servedClient = (target: Parameters<typeof servedClients>[0]): ServedClient | undefined =>
  servedClients(target)[0]

export function keySetFact(target: Parameters<typeof servedClients>[0]): CapabilityFact {
  const found = servedClient(target)
  return found === undefined
    ? {
        offered: false,
        because:
          'the target file has no client whose keys the run serves: hosting: { publicUrl, listen }, and client or secondClient with a jwksUri below publicUrl',
      }
    : { offered: true, because: `the run serves the keys of ${found.name} at ${found.url}` }
}
