import { type Authentication, parts } from './parts.ts'

/** The method "none": a public client names itself and proves nothing (RFC 6749 section 3.2.1). */
export function publicClient(id: string): Authentication {
  return parts({ form: [['client_id', id]] })
}
