import { at } from '../../decode/pointer.ts'
import { type Recorded, recordedScope } from '../../judge/recorded-scope.ts'
import { holds } from '../../language/condition.ts'
import type { Scope } from '../../language/scope.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { PlannedRow } from '../../model/plan.ts'
import type { Step } from '../../model/scenario.ts'
import { type Capability, endpointNames } from '../../model/vocabulary.ts'

/** Where a request is made all the same, and nobody is there. */
export const nobodyWithoutTls = /\(plainHttp of the target file\) accepts no connection, /u

/** A step is skipped where its condition does not hold, or where such a request cannot be made. */
export function unfoundedSkips(
  { scenarios, again = [] }: Evidence,
  rows: readonly PlannedRow[],
  from: Recorded,
): readonly string[] {
  const planned = new Map(rows.map((row) => [row.id, row]))
  return [...scenarios, ...again].flatMap((run) => {
    const row = planned.get(run.id)
    if (row === undefined) return []
    const scope = recordedScope(row.row, run, from)
    return row.scenario.steps.flatMap((step) => {
      const taken = run.steps[step.id]
      if (taken?.kind !== 'skipped' || !holds(step.when, { ...scope, step: step.id }).holds) return []
      const possible = impossible.some(
        ({ says, where }) => says.test(taken.because) && where(step, scope, taken.because),
      )
      return possible ? [] : [`${run.id} skipped step ${step.id}, whose condition holds ("${taken.because}")`]
    })
  })
}

interface Impossible {
  readonly says: RegExp
  readonly where: (step: Step, scope: Scope, because: string) => boolean
}

const authenticates: Impossible['where'] = ({ request }) => request.auth !== undefined

function lacks(name: Capability): Impossible['where'] {
  return (_, { facts }) => facts.capabilities[name]?.offered !== true
}

/** Why a request cannot be made although its condition holds, and of which steps that can be true. */
const impossible: readonly Impossible[] = [
  {
    says: /^the client is registered for \S+, not for assertions$/u,
    where: (_, { client, facts }, because) =>
      because.includes(` ${String(at(client, '/token_endpoint_auth_method') ?? facts.clientMethod)},`),
  },
  { says: /changes nothing|has no meaning for it$|needs no padding$|is no base64 text/u, where: authenticates },
  { says: /^no answer before names such a URL$/u, where: ({ request }) => request.url !== undefined },
  {
    says: /^the client information response has no /u,
    where: ({ operation }, { client }) =>
      /_client$/u.test(operation) && !URL.canParse(String(at(client, '/registration_client_uri'))),
  },
  {
    says: /^no protected resource with a web address/u,
    where: ({ operation }) => operation === 'resource_metadata',
  },
  { says: /^the issuer is not known/u, where: (_, { facts }) => facts.issuer === undefined },
  { says: /is reached by plain http, /u, where: (_, { facts }) => !facts.https },
  { says: /^the target file has no assertionIssuer$/u, where: (_, { facts }) => facts.assertionIssuer === undefined },
  { says: /^the target file has no disabledIssuer$/u, where: lacks('disabled_issuer') },
  { says: /^the target file has no tls\.cert and tls\.key /u, where: lacks('client_certificate') },
  { says: /^the target offers no mutual TLS, /u, where: lacks('mtls') },
  {
    says: /^the target has no \S+ endpoint/u,
    where: (_, { facts }, because) =>
      endpointNames.every(
        (name) => !because.startsWith(`the target has no ${name} `) || facts.endpoints[name] === undefined,
      ),
  },
  { says: /^the target file has no plainHttp$/u, where: lacks('plain_http') },
  { says: /^plainHttp of the target file is another host/u, where: ({ request }) => request.plain !== undefined },
  { says: nobodyWithoutTls, where: ({ request }) => request.plain !== undefined },
  { says: /^the URL would show the secret of /u, where: () => true },
]
