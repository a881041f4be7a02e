import type { Exchange } from '../suites/model/evidence.ts'
import type { Namer } from './shell.ts'

/** What `curl -u` is given for each fault in the values of HTTP Basic credentials. Other faults are in their form, and curl repairs those. */
const users: Readonly<Record<string, string>> = {
  wrong_secret: '"$CLIENT_ID:$WRONG_SECRET"',
  unknown_client: '"$UNKNOWN_CLIENT_ID:$CLIENT_SECRET"',
  empty_secret: '"$CLIENT_ID:"',
  near_miss_secret: '"$CLIENT_ID:$NEAR_MISS_SECRET"',
  case_changed_secret: '"$CLIENT_ID:$CASE_CHANGED_SECRET"',
  truncated_secret: '"$CLIENT_ID:$TRUNCATED_SECRET"',
  other_clients_secret: '"$CLIENT_ID:$OTHER_CLIENTS_SECRET"',
  documentation_literal: "'username:password'",
}

/** The value of `-u` for an exchange with Basic credentials. */
export const userFor = ({ defect }: Exchange): string => users[defect ?? ''] ?? '"$CLIENT_ID:$CLIENT_SECRET"'

/** Names secrets as usual, but a client secret that was wrong on purpose by its fault: WRONG_SECRET, TRUNCATED_SECRET. */
export function namerFor({ defect }: Exchange, usual: Namer): Namer {
  const wrong = defect?.endsWith('_secret') === true && Object.hasOwn(users, defect) ? defect.toUpperCase() : undefined
  return (kind, tag) => (kind === 'client_secret' && wrong !== undefined ? wrong : usual(kind, tag))
}
