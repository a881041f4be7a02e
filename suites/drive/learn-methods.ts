import { readAnswer } from '../decode/answer.ts'
import { isObject } from '../decode/json.ts'
import { refusalOf } from '../entries/refusal.ts'
import { grants } from '../language/condition.ts'
import type { Exchange } from '../model/evidence.ts'
import type { Json } from '../model/json.ts'
import type { ConfiguredName, StaticClient, Target } from '../model/target.ts'
import type { AuthMethod } from '../model/vocabulary.ts'
import { sendFor } from './clients/send-for.ts'
import type { RunContext } from './run-context.ts'
import { askProving } from './token-proof.ts'

/**
 * How the clients authenticate for which the target file names a secret and no method: by a method that the metadata document lists, or, where it is silent, by one that is
 * usual. Where there is a choice, the server is asked: the method is a property of the client (RFC 7591 section 2), and what a server lists need not be what this client has.
 */
export async function learnMethods(run: RunContext, wanted: (name: ConfiguredName) => boolean): Promise<Target> {
  let { target } = run
  for (const name of target.unnamedMethods ?? []) {
    const configured = target[name]
    if (configured === undefined || !wanted(name)) continue
    const methods = candidates(listedFor(name, run.metadata), target.client)
    const token_endpoint_auth_method = await whichWorks(name, configured, methods, { ...run, target })
    target = { ...target, [name]: { ...configured, token_endpoint_auth_method } }
  }
  return target
}

/**
 * The ways of showing a secret, that of the client before first, then the most usual one. An HMAC is tried only where the server lists it and nothing
 * simpler.
 */
function candidates(listed: readonly Json[] | undefined, before: StaticClient | undefined): readonly AuthMethod[] {
  const usual = (['client_secret_basic', 'client_secret_post'] as const).toSorted(
    (_, other) => Number(other === before?.token_endpoint_auth_method) * 2 - 1,
  )
  const taken = usual.filter((each) => listed === undefined || listed.includes(each))
  if (taken.length > 0) return taken
  return listed?.includes('client_secret_jwt') ? ['client_secret_jwt'] : usual
}

function listedFor(name: ConfiguredName, metadata: Json | undefined): readonly Json[] | undefined {
  const endpoint = name === 'introspectionClient' ? 'introspection' : 'token'
  const listed = isObject(metadata) ? metadata[`${endpoint}_endpoint_auth_methods_supported`] : undefined
  return Array.isArray(listed) ? listed : undefined
}

/** The first method that the server accepts; else the first that it does not refuse for itself; else the first. */
async function whichWorks(
  name: ConfiguredName,
  configured: StaticClient,
  methods: readonly AuthMethod[],
  run: RunContext,
): Promise<AuthMethod> {
  const { token_endpoint_auth_method: usual } = configured
  if (methods.length === 1) return methods[0] ?? usual
  const open: AuthMethod[] = []
  for (const method of methods) {
    const answer = await authenticate(name, { ...configured, token_endpoint_auth_method: method }, run)
    if (answer !== undefined && accepts(name, answer)) return method
    if (answer !== undefined && refusalOf(name, answer) === undefined) open.push(method)
  }
  return open[0] ?? usual
}

const accepts = (name: ConfiguredName, answer: Exchange): boolean =>
  name === 'introspectionClient' ? readAnswer(answer).status === 200 : grants(answer)

async function authenticate(
  name: ConfiguredName,
  configured: StaticClient,
  run: RunContext,
): Promise<Exchange | undefined> {
  const { private_key: _, ...information } = configured
  const [template = ''] = Object.entries(run.profile.clients).find(([, { entry }]) => entry) ?? []
  // The client's own first request counts as the first use of its entry.
  const owner = name === 'client' ? 'entry' : 'target file'
  const sender = { key: name, owner, step: `${name} by ${configured.token_endpoint_auth_method}` }
  const target = { ...run.target, [name]: configured }
  const client = { key: name, template, information }
  const asking = { ...run, target }
  if (name !== 'introspectionClient') {
    const asked = await askProving((each) => sendFor(sender, 'token', each, { client }), asking)
    return asked.kind === 'asked' ? asked.exchange : undefined
  }
  const answer = await sendFor(sender, 'introspect', asking, {
    client,
    request: { params: { token: '$random.opaque' } },
  })
  return 'id' in answer ? answer : undefined
}
