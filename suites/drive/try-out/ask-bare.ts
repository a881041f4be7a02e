import { looksAbsent } from '../../entries/refusal.ts'
import type { Exchange } from '../../model/evidence.ts'
import { endpointNames } from '../../model/vocabulary.ts'
import type { RunContext } from '../run-context.ts'
import type { Entries } from './used-so-far.ts'

const credentials = ['authorization', 'dpop']

/**
 * Where the first answer of an endpoint in the target file looks as if nothing was there, its URL is asked once more, without parameters and credentials: only
 * a URL with nothing behind it answers that alike. A server that says 404 of a token is judged.
 */
export async function askBare(entries: Entries, run: RunContext): Promise<Entries> {
  let known = entries
  for (const endpoint of endpointNames) {
    const name = `endpoints.${endpoint}` as const
    const fact = entries[name]
    const first = run.recorder.all().find(({ id }) => id === fact?.exchange)
    if (fact === undefined || first === undefined || !looksAbsent(first) || run.signal.aborted) continue
    const { id } = await ask(first, run)
    known = { ...known, [name]: { ...fact, bare: id } }
  }
  return known
}

async function ask({ operation, request }: Exchange, { recorder, certificates }: RunContext): Promise<Exchange> {
  const { method, url, headers, certificate } = request
  const presented =
    certificate === undefined || certificate.name === 'none' ? certificate?.name : certificates[certificate.name]
  return recorder.send({
    owner: 'target file',
    step: `${operation} without parameters`,
    operation,
    request: {
      method,
      url,
      headers: headers.filter(([name]) => !credentials.includes(name.toLowerCase())),
      ...(method === 'GET' ? {} : { body: '' }),
      ...(presented === undefined ? {} : { certificate: presented }),
    },
  })
}
