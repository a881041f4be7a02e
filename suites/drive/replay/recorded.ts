import type { Evidence } from '../../model/evidence.ts'
import type { FromEvidence } from '../run-context.ts'
import type { Marks } from './marks.ts'

/** Reasons that lie in the characters of a secret, with the fault that they are about. Evidence does not have those characters. */
const reasons: readonly (readonly [RegExp, string | undefined])[] = [
  [/ needs no padding$/u, 'unpadded_basic'],
  [/^form encoding changes nothing /u, 'raw_basic'],
  [/^encoding this secret twice /u, 'double_encoded_basic'],
  [/^the secret is no base64 text/u, undefined],
]

function liesInForm(because: string, defect: string | undefined): boolean {
  const [, named] = /^(\S+) changes nothing in this client's credentials$/u.exec(because) ?? []
  if (named !== undefined) return named === defect
  return reasons.some(([says, about]) => says.test(because) && about === defect)
}

/** What the run cannot work out again: whether a step was sent where the form of a secret decides that, and if so what; and the last poll. */
export function recordedIn({ scenarios, again = [], exchanges }: Evidence, marks: Marks): FromEvidence {
  const runs = new Map(scenarios.map((run) => [run.id, run]))
  for (const run of again) runs.set(`${run.id}#${runs.has(`${run.id}#2`) ? 3 : 2}`, run)
  const byId = new Map(exchanges.map((each) => [each.id, each]))
  return {
    byForm: (row, step, defect, built) => {
      const taken = runs.get(row)?.steps[step]
      if (built.kind === 'request')
        return taken?.kind === 'skipped' && liesInForm(taken.because, defect) ? taken : built
      if (built.kind !== 'skipped' || taken?.kind !== 'sent' || !liesInForm(built.because, defect)) return built
      const request = byId.get(taken.exchanges[0] ?? 0)?.request
      if (request === undefined) return built
      const { method, url, headers, body } = request
      const content = body !== undefined && 'text' in body ? { body: marks.text(body.text) } : {}
      const fields = headers.map(([name, value]) => [name, marks.text(value)] as const)
      return { kind: 'request', request: { method, url: marks.text(url), headers: fields, ...content } }
    },
    oftenerThan: (row, step, sent) => {
      const taken = runs.get(row)?.steps[step]
      return taken?.kind === 'sent' && taken.exchanges.length > sent
    },
  }
}
