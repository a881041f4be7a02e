import type { JsonObject } from '../../model/json.ts'
import type { Endpoint } from '../paths.ts'
import type { OAuthError, Result } from '../result.ts'
import type { Context } from '../state.ts'
import { type Form, readForm } from './form.ts'
import type { Incoming } from './incoming.ts'
import { type HeaderFields, jsonReply, type Reply } from './reply.ts'

export interface WireRules {
  /** Does the endpoint exist? If not it answers 404 and metadata does not name it. */
  readonly offers: (endpoint: Endpoint) => boolean
  /** Something in front of the server that answers instead of it. */
  readonly intercept: (context: Context, endpoint: Endpoint, incoming: Incoming) => Reply | undefined
  /** Last word over a finished answer. */
  readonly finish: (context: Context, endpoint: Endpoint, reply: Reply, incoming: Incoming) => Reply
  readonly readForm: (incoming: Incoming) => Result<Form>
  /** Header fields of every answer that carries or concerns credentials (RFC 6749 section 5.1). */
  readonly sensitiveHeaders: () => HeaderFields
  /** Members beside error and error_description (RFC 6749 section 5.2). */
  readonly moreOfError: (context: Context, error: OAuthError) => JsonObject
  readonly errorReply: (context: Context, error: OAuthError) => Reply
}

declare module '../state.ts' {
  interface Rules extends WireRules {}
}

export const wireRules: WireRules = {
  offers: (endpoint) => !['management', 'openid', 'resource_metadata', 'second_resource'].includes(endpoint),
  intercept: () => undefined,
  finish: (_context, _endpoint, reply) => reply,
  readForm,
  sensitiveHeaders: () => ({ 'Cache-Control': 'no-store', Pragma: 'no-cache' }),
  moreOfError: () => ({}),
  errorReply,
}

export const fullWireRules = {
  // The OpenID document is for profiles that ask for it, and the second resource is another party's.
  offers: (endpoint) => endpoint !== 'openid' && endpoint !== 'second_resource',
  moreOfError: (_context, { error }) => ({ error_uri: `https://docs.reference.example/errors#${error}` }),
} satisfies Partial<WireRules>

function errorReply(context: Context, failure: OAuthError): Reply {
  const { status, error, description, challenge, headers: more } = failure
  const { rules } = context
  const headers = {
    ...rules.sensitiveHeaders(),
    ...more,
    ...(challenge === undefined ? {} : { 'WWW-Authenticate': challenge }),
  }
  return jsonReply(status, { error, error_description: description, ...rules.moreOfError(context, failure) }, headers)
}
