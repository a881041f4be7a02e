import { randomUUID } from 'node:crypto'
import { createHosting } from '../drive/hosting/hosting.ts'
import type { Target } from '../model/target.ts'
import type { Capability } from '../model/vocabulary.ts'
import type { Diagnosis } from './diagnosis.ts'

const patienceMs = 5_000

/** Whether what the run serves is there at the URL that the target file names, as this machine sees it. Asks nobody else. */
export async function hosting(
  { hosting: place }: Pick<Target, 'hosting'>,
  tried: ReadonlySet<Capability>,
): Promise<readonly Diagnosis[]> {
  if (place?.publicUrl === undefined || !tried.has('jwks_hosting')) return []
  const hosted = createHosting({ hosting: place })
  try {
    const row = await hosted.forRow([{ id: 'probe' }], false)
    if (typeof row === 'string')
      return [{ kind: 'problem', says: row, fix: 'Name an address of this machine and a port that is free.' }]
    const mark = randomUUID()
    const body = new TextEncoder().encode(mark)
    row.serve('probe', { status: 200, headers: [], body, delay: 0, padding: 0, close: false })
    const seen = await read(row.url('probe') ?? '')
    if (seen === mark)
      return [
        {
          kind: 'good',
          says: `what the run serves is found at ${place.publicUrl} from this machine; whether the server reaches it too, the run shows`,
        },
      ]
    const says = `what the run serves at ${place.listen} is not found at ${place.publicUrl}: ${seen === undefined ? 'nothing answers' : 'something else answers'}`
    return [
      {
        kind: 'problem',
        says,
        fix: 'Let hosting.publicUrl lead to hosting.listen, and name a certificate that it is reached by.',
      },
    ]
  } finally {
    await hosted.close()
  }
}

async function read(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    return await answer.text()
  } catch {
    return undefined
  }
}
