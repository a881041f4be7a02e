import type { Evidence, Exchange, ScenarioRun } from '../../model/evidence.ts'
import type { Hosting } from '../hosting/hosting.ts'
import { pathOf } from '../hosting/path-of.ts'
import type { RowHost } from '../hosting/row-host.ts'

/** Nothing listens: what the server fetched is what the evidence says. */
export function recordedHosting({ run: { id }, scenarios, again = [], exchanges }: Evidence): Hosting {
  const runs = new Map(scenarios.map((run) => [run.id, run]))
  for (const run of again) runs.set(`${run.id}#${runs.has(`${run.id}#2`) ? 3 : 2}`, run)
  const bases = basesIn(exchanges)
  const [usual = 'http://127.0.0.1:1'] = bases.values()
  return {
    forRow: async (documents, _loopback, row = '') => {
      const run = runs.get(row)
      const [first] = Object.values(run?.steps ?? {})
      if (run?.fetches === undefined && first?.kind === 'blocked') return first.because
      const urls = documents.map((document): readonly [string, string] => {
        const path = pathOf(id, row, document.id)
        return [document.id, document.url ?? `${bases.get(path) ?? usual}/${path}`]
      })
      return rowHost(run, new Map(urls))
    },
    stand: async () => undefined,
    strays: () => [],
    close: async () => {},
  }
}

/** The port is free by chance, so it is the one of the evidence: by the last segment, all before it. */
function basesIn(exchanges: readonly Exchange[]): ReadonlyMap<string, string> {
  const bodies = exchanges.flatMap(({ request: { body } }) => (body !== undefined && 'text' in body ? [body.text] : []))
  const texts = bodies.map((text) => text.replaceAll('%3A', ':').replaceAll('%2F', '/'))
  const found = texts.flatMap((text) => [...text.matchAll(/(https?:\/\/[^/%"\s&@]+)\/([0-9a-f]{32})(?![0-9a-f])/gu)])
  return new Map(found.map(([, base = '', path = '']) => [path, base]))
}

function rowHost(run: ScenarioRun | undefined, urls: Map<string, string>): RowHost {
  const steps = Object.keys(run?.steps ?? {})
  let now = -1
  return {
    url: (document) => urls.get(document),
    serve: () => {},
    inline: (document, url) => {
      urls.set(document, url)
    },
    inside: async () => {
      const [first] = Object.values(run?.steps ?? {})
      return run?.fetches === undefined && first?.kind === 'skipped' ? first.because : undefined
    },
    begin: (step) => {
      now = steps.indexOf(step)
    },
    fetches: () => (run?.fetches ?? []).filter(({ step }) => steps.indexOf(step) <= now),
    until: async () => {},
    end: () => {
      now = steps.length
    },
  }
}
