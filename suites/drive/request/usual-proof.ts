import type { TokenProof } from '../../model/evidence.ts'
import type { RequestSpec } from '../../model/scenario.ts'
import type { Operation } from '../../model/vocabulary.ts'
import { certificateMethods } from '../auth/mutual-tls.ts'
import { authOf } from './auth-of.ts'
import type { RequestContext } from './context.ts'

const asking: readonly Operation[] = ['token', 'refresh', 'exchange', 'jwt_grant']

/** What the server demands of this request, where it gives no token without it: of who asks for a token, and of who uses one at the resource. */
function demandedOf(operation: Operation, spec: RequestSpec, { scope }: RequestContext): TokenProof | undefined {
  const uses = operation === 'resource' && authOf(spec).bearer !== undefined
  return uses || asking.includes(operation) ? scope.facts.tokenProof : undefined
}

/** The step with the DPoP proof that the server demands. What it says of proofs itself stands. */
export function withUsualProof(operation: Operation, spec: RequestSpec, context: RequestContext): RequestSpec {
  const bare = spec.dpop !== undefined || context.ownProofs === true || isCertified(spec, context)
  if (bare || demandedOf(operation, spec, context) !== 'dpop') return spec
  if (operation !== 'resource') return { ...spec, dpop: {} }
  const auth = authOf(spec)
  return auth.scheme === undefined ? { ...spec, auth: { ...auth, scheme: 'DPoP' }, dpop: {} } : spec
}

/** Whether the request presents a certificate, and that is proof enough. */
function isCertified(spec: RequestSpec, context: RequestContext): boolean {
  const { certificate } = authOf(spec)
  const presents = certificate !== undefined && certificate !== 'none'
  return context.scope.facts.certificateProves === true && (presents || authenticatesByCertificate(context))
}

const authenticatesByCertificate = ({ client }: RequestContext): boolean =>
  certificateMethods.some((each) => each === client?.token_endpoint_auth_method)

/** The certificate that the server demands, where neither the step nor the client's method presents one. */
export function usualCertificate(
  operation: Operation,
  spec: RequestSpec,
  context: RequestContext,
): 'self_signed' | 'configured' | undefined {
  const demanded = demandedOf(operation, spec, context)
  // Where the certificate is how the client authenticates, a step without it means so.
  const isProof = authenticatesByCertificate(context) && operation !== 'resource'
  return demanded === 'dpop' || isProof ? undefined : demanded
}
