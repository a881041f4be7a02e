import { holds } from '../language/condition.ts'
import type { TargetFacts } from '../model/evidence.ts'
import type { Plan, PlannedRow } from '../model/plan.ts'
import type { Step } from '../model/scenario.ts'
import type { Target } from '../model/target.ts'
import { makePlan } from '../plan/plan.ts'
import { keyOf, mainGroup } from './clients/client-pool.ts'
import { registeredFor, templateOf } from './clients/row-clients.ts'
import { certificatesFor } from './conduct.ts'
import { addressesOf } from './discover/addresses.ts'
import { askingFor } from './discover/asking.ts'
import { filledTemplates } from './discover/facts.ts'
import { metadataLocations } from './discover/metadata-locations.ts'
import type { DriveInput } from './drive-input.ts'
import { presumedFacts } from './dry/presumed-facts.ts'
import { previewMembers } from './dry/preview.ts'
import { type Previewed, previewOf } from './dry/preview-context.ts'
import { showRequest } from './dry/show-request.ts'
import { estimate, runningRows, standsForAnother } from './estimate.ts'
import { guardTarget } from './guard.ts'
import { tlsMaterial } from './http/tls.ts'
import { loadFaker } from './invent/fake-value.ts'
import { inventorFor } from './invent/inventor.ts'
import { asksForOneToken } from './learn-one-token.ts'
import { type Needs, needsOf } from './needs.ts'
import { buildRequest } from './request/build-request.ts'
import { tlsRequest } from './tls/tls-request.ts'
import { trialsFor } from './try-out/trials.ts'
import { usedSoFar } from './try-out/used-so-far.ts'

export type DryRunInput = Pick<DriveInput, 'specs' | 'profile' | 'target' | 'version' | 'seed' | 'only' | 'skip'>

/**
 * Every request that a run would send, as lines of text, without sending any. What only an answer could say stands as
 * ‹$steps.register.body#/client_id›; where discovery is needed to know what applies, everything is presumed to be offered.
 * Throws InputError as `drive` does.
 */
export async function dryRun(input: DryRunInput): Promise<readonly string[]> {
  guardTarget(input.target)
  const inventor = inventorFor(input.seed, await loadFaker())
  const facts = presumedFacts(input.target, input.profile)
  const plan = makePlan(input.specs, input.profile, facts, input)
  const rows = runningRows(plan)
  const needs = needsOf(plan, rows, input.target)
  const { scenarios, requests, clients } = estimate(plan, { requests: 0, clients: [] })
  const { identity } = await tlsMaterial(input.target.tls)
  const certificates = await certificatesFor(needs, facts, identity)
  const preview = previewOf({ ...input, facts, inventor, certificates })
  return [
    `# requests: about ${requests}; scenario rows: ${scenarios}; clients to register: ${clients}`,
    ...discoveryLines(input, needs.jwks ? facts.endpoints.jwks?.url : undefined),
    ...methodLines(input.target),
    ...(await entryLines(input, needs, preview)),
    ...(await trialLines(input, rows, facts, preview)),
    ...(await oneTokenLines(rows, facts, preview, input)),
    ...(await planLines(plan, input, needs, preview)),
    '',
    '# clean-up: DELETE for every client above whose registration_client_uri the server states (RFC 7592 section 2.3)',
  ]
}

function discoveryLines({ target, profile, version }: DryRunInput, jwks: string | undefined): readonly string[] {
  const addresses = addressesOf(target, profile)
  const asking = askingFor(target, version)
  const templates = filledTemplates(target, profile, addresses)
  const locations = metadataLocations(addresses.issuer, target.endpoints.metadata, templates.metadata)
  const documents = locations.map(({ url }) => showRequest(asking.get('metadata', url)))
  return [
    '',
    '# discovery (until one document is found)',
    ...documents.flat(),
    ...(jwks === undefined ? [] : showRequest(asking.get('jwks', jwks))),
  ]
}

/** Which method such a client has, only the answers show. */
const methodLines = ({ unnamedMethods = [] }: Target): readonly string[] =>
  unnamedMethods.map(
    (name) =>
      `# ${name}: unless the server lists one method, one request by client_secret_basic, and one by client_secret_post if that is refused`,
  )

/** The entry clients, and the first token, as far as the rows need them. */
async function entryLines(input: DryRunInput, needs: Needs, preview: Previewed): Promise<readonly string[]> {
  const lines: string[] = []
  for (const [template, { entry }] of Object.entries(input.profile.clients)) {
    if (!entry || !needs.client) continue
    const token = await buildRequest('token', {}, preview.context({ owner: template, step: 'token', template }))
    lines.push(...(await registrationLines({ key: mainKey(template, input), template }, preview)))
    if (needs.token && token.kind === 'request') lines.push(...showRequest(token.request))
  }
  return lines
}

/** What the target file names, tried out before anything is judged. */
async function trialLines(
  { target, profile, only, skip }: DryRunInput,
  rows: readonly PlannedRow[],
  facts: TargetFacts,
  preview: Previewed,
): Promise<readonly string[]> {
  const [template] = Object.keys(profile.clients).filter((name) => profile.clients[name]?.entry)
  const { 'endpoints.token': _, client: __, ...open } = usedSoFar(target, [])
  const lines: string[] = []
  const selected = { rows, partial: only.length + skip.length > 0 }
  for (const trial of trialsFor({ target, facts }, open, selected, '‹access token›')) {
    const { step, operation } = trial
    const context = preview.context({ owner: 'target file', step, ...(template === undefined ? {} : { template }) })
    const request = trial.as === 'second' ? { ...trial.request, auth: { as: 'second' as const } } : trial.request
    const built = await buildRequest(operation, previewMembers(request, context.scope, 'request'), context)
    if (built.kind === 'request') lines.push(...showRequest(built.request))
  }
  return lines.length === 0 ? [] : ['', '# what the target file names', ...lines]
}

/** Whether a new token ends the one before: a token is looked at, another issued, and the first looked at again. */
async function oneTokenLines(
  rows: readonly PlannedRow[],
  facts: TargetFacts,
  preview: Previewed,
  { profile }: DryRunInput,
): Promise<readonly string[]> {
  const [template] = Object.keys(profile.clients).filter((name) => profile.clients[name]?.entry)
  if (template === undefined || !asksForOneToken(rows, facts)) return []
  const context = preview.context({ owner: template, step: 'earlier token', template })
  const looks = await buildRequest('introspect', { params: { token: '‹access token›' } }, context)
  const asks = await buildRequest('token', {}, context)
  const lines = [looks, asks, looks].flatMap((built) => (built.kind === 'request' ? showRequest(built.request) : []))
  return ['', '# does a new token end the one before?', ...lines]
}

async function registrationLines(
  { key, template }: { key: string; template: string },
  preview: Previewed,
): Promise<readonly string[]> {
  if (!preview.registers) return []
  const built = await buildRequest('register', {}, preview.context({ owner: key, step: 'register', template }))
  return [
    '',
    `# client ${key}`,
    ...(built.kind === 'request' ? showRequest(built.request) : [`not sent: ${built.because}`]),
  ]
}

const mainKey = (template: string, input: DryRunInput): string => keyOf(template, 'first', mainGroup(template, input))

/** Each client where it is first needed, each row with its steps. */
async function planLines(plan: Plan, input: DryRunInput, needs: Needs, preview: Previewed): Promise<readonly string[]> {
  const entry = Object.keys(plan.profile.clients).filter((template) => plan.profile.clients[template]?.entry)
  const seen = new Set(needs.client ? entry.map((template) => mainKey(template, input)) : [])
  const all: string[] = []
  for (const row of runningRows(plan)) {
    for (const client of registeredFor(row, plan)) {
      if (!seen.has(client.key)) all.push(...(await registrationLines(client, preview)))
      seen.add(client.key)
    }
    const lines: string[] = []
    for (const step of row.scenario.steps) lines.push(...(await stepLines(row, step, preview)))
    if (lines.length > 0) all.push('', `# ${row.id}`, ...lines)
  }
  return all
}

async function stepLines(row: PlannedRow, step: Step, preview: Previewed): Promise<readonly string[]> {
  const template = templateOf(row)
  const context = preview.context({
    owner: row.id,
    step: step.id,
    row: row.row,
    ...(template === undefined ? {} : { template }),
  })
  const { answer, ...known } = step.when ?? {}
  const condition = holds(known, context.scope)
  if (!condition.holds || standsForAnother(step)) return []
  const built =
    step.tls === undefined
      ? await buildRequest(step.operation, previewMembers(step.request, context.scope, 'request'), context)
      : tlsRequest(step.tls, context.scope)
  const note = answer === undefined ? '' : ' (if the answers before ask for it)'
  return built.kind === 'request'
    ? [`## ${step.id}${note}`, ...showRequest(built.request)]
    : [`## ${step.id}: not sent: ${built.because}`]
}
