import type { AssertionFault } from '../../../model/vocabulary.ts'
import { type Authentication, type Pair, parts } from '../parts.ts'

/** RFC 7523 section 2.2. */
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The form members of an assertion (RFC 7521 section 4.2). client_id is optional, and some servers ask for it. */
export function assertionForm(id: string, assertion: string, fault: AssertionFault | undefined): Authentication {
  const client: Pair = ['client_id', id]
  const type: Pair = ['client_assertion_type', assertionType]
  const one: Pair = ['client_assertion', fault === 'two_joined' ? `${assertion} ${assertion}` : assertion]
  return parts({ form: fault === 'sent_twice' ? [client, type, one, one] : [client, type, one] })
}
