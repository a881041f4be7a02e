import type { Problem } from '../model/errors.ts'
import type { Operation } from '../model/vocabulary.ts'

/** Operations that register, change, revoke or delete something at the server. */
const writing: readonly Operation[] = ['register', 'update_client', 'delete_client', 'revoke']

/** Ways to ask that change nothing by themselves (RFC 9110 section 9.2.1), and a look at TLS. */
const safeMethods: readonly unknown[] = ['GET', 'HEAD', 'TLS']

/** Methods that are there to change something. POST is also the way to ask for a token. */
const changing: readonly unknown[] = ['PUT', 'PATCH', 'DELETE']

/** Whether an operation changes something at the server. What a plain HTTP request does, its method alone tells; one that is not known yet may be any. */
export const writes = (operation: Operation, method: unknown): boolean =>
  writing.includes(operation) || changing.includes(method) || (operation === 'http' && !safeMethods.includes(method))

/** Why a request is not sent by a run that changes nothing; undefined where it may go. The last guard: what a run plans has no such requests. */
export function whyNotReadOnly(
  { operation, request }: { readonly operation: Operation; readonly request: { readonly method: string } },
  { readOnly }: { readonly readOnly?: boolean },
): Problem | undefined {
  if (readOnly !== true || !writes(operation, request.method)) return undefined
  return { message: `the run is read-only, and ${operation} changes something`, fix: 'Leave --read-only out.' }
}
