import { badRequest } from '../result.ts'
import type { Binding, Client, Context } from '../state.ts'
import { issueToken } from '../token/client-credentials.ts'
import type { Form } from '../wire/form.ts'
import { jsonReply, type Reply } from '../wire/reply.ts'

/** A token for the subject of an assertion (RFC 7523 sections 2.1 and 3). Whatever is wrong with it is invalid_grant (section 3.1). */
export async function jwtGrant(context: Context, client: Client, form: Form, binding?: Binding): Promise<Reply> {
  const { rules } = context
  const text = rules.assertionOf(form)
  if (!text.ok) return rules.errorReply(context, text.error)
  const assertion = rules.readAssertion(text.value)
  const issuer = assertion && rules.grantIssuer(context, assertion)
  const subject = assertion && rules.grantSubject(assertion.claims)
  const fits =
    assertion &&
    issuer &&
    rules.isTrusted(issuer) &&
    rules.grantHeaderFits(assertion.header) &&
    rules.grantAudienceFits(context, assertion.claims) &&
    rules.grantIsAlive(assertion.claims) &&
    rules.grantHasBegun(assertion.claims) &&
    rules.grantFitsClient(context, client, assertion.claims) &&
    rules.grantBindingFits(assertion.claims, binding) &&
    (await rules.verifyGrant(context, issuer, assertion)) &&
    rules.isNewGrant(context, assertion.claims)
  if (!fits || subject === undefined)
    return rules.errorReply(context, badRequest('invalid_grant', 'the assertion is not valid'))
  const { claims } = assertion
  const scope = rules.grantScope(client, claims, form.get('scope'))
  if (!scope.ok) return rules.errorReply(context, scope.error)
  const access = rules.grantAccess(context, form, claims, scope.value)
  if (!access.ok) return rules.errorReply(context, access.error)
  const about = { subject, remaining: rules.grantLife(claims) }
  const issued = await issueToken(context, client, access.value, {
    about,
    ...(binding === undefined ? {} : { binding }),
  })
  return jsonReply(200, rules.grantResponse(rules.tokenResponse(context, issued)), rules.tokenHeaders(context))
}
