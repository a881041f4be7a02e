import { badRequest } from '../result.ts'
import type { Binding, Client, Context } from '../state.ts'
import { issueToken } from '../token/client-credentials.ts'
import type { Form } from '../wire/form.ts'
import { jsonReply, type Reply } from '../wire/reply.ts'

/** RFC 8693 section 2: a token for the client, about the subject of another one. Whatever is wrong with a token is invalid_request (section 2.2.2). */
export async function tokenExchange(context: Context, client: Client, form: Form, binding?: Binding): Promise<Reply> {
  const { rules } = context
  const invalid = (description: string): Reply => rules.errorReply(context, badRequest('invalid_request', description))
  const [token, type] = [form.get('subject_token'), form.get('subject_token_type')]
  if (token === undefined) return invalid('subject_token is missing')
  if (type === undefined) return invalid('subject_token_type is missing')
  if (!rules.isExchangeableType(type)) return invalid('the type of the subject token is unknown')
  const problem = rules.actorProblem(form)
  if (problem) return rules.errorReply(context, problem)
  const subject = await rules.presentedToken(context, token, type)
  if (subject === undefined) return invalid('the subject token is not valid')
  const actor = await rules.presentedActor(context, form)
  if (!actor.ok) return rules.errorReply(context, actor.error)
  const refusal = rules.exchangeRefusal(context, client, subject)
  if (refusal) return rules.errorReply(context, refusal)
  const issuedType = rules.issuedTokenType(form.get('requested_token_type'))
  if (!issuedType.ok) return rules.errorReply(context, issuedType.error)
  const resources = rules.requestedTargets(context, form)
  if (!resources.ok) return rules.errorReply(context, resources.error)
  const scope = rules.exchangedScope(client, subject, form.get('scope'))
  if (!scope.ok) return rules.errorReply(context, scope.error)
  const fitting = rules.fittingScope(context, scope.value, resources.value)
  const act = rules.exchangedAct(subject, actor.value)
  const about = {
    subject: String(subject.claims.sub),
    remaining: rules.exchangedLife(subject),
    ...(act === undefined ? {} : { act }),
  }
  const holder = rules.exchangedClient(context, client, subject)
  const access = { scope: fitting, resources: resources.value }
  const issued = await issueToken(context, holder, access, { about, ...(binding === undefined ? {} : { binding }) })
  const body = rules.exchangeResponse(context, issued, issuedType.value, form)
  return jsonReply(200, body, rules.tokenHeaders(context))
}
