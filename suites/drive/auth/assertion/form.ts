import type { AssertionFault } from '../../../model/vocabulary.ts'
import { type Authentication, type Pair, parts } from '../parts.ts'

/** RFC 7523 section 2.2. */
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The form members of an assertion (RFC 7521 section 4.2), without client_id, which the subject makes unnecessary. */
export function assertionForm(assertion: string, fault: AssertionFault | undefined): Authentication {
  const type: Pair = ['client_assertion_type', assertionType]
  const one: Pair = ['client_assertion', fault === 'two_joined' ? `${assertion} ${assertion}` : assertion]
  return parts({ form: fault === 'sent_twice' ? [type, one, one] : [type, one] })
}
