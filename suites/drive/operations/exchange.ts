import type { Pair } from '../auth/parts.ts'
import { type DraftOf, formDraft } from './draft.ts'

/** Token exchange (RFC 8693 section 2.1): an access token for another one, for the audience of the target file, if it names one. */
export const exchange: DraftOf = (context) => {
  const subject = context.scope.supplied?.subject_token
  const members: Pair[] = [['grant_type', 'urn:ietf:params:oauth:grant-type:token-exchange']]
  if (subject !== undefined) members.push(['subject_token', subject])
  members.push(['subject_token_type', 'urn:ietf:params:oauth:token-type:access_token'])
  const { exchangeAudience } = context.target
  if (exchangeAudience !== undefined) members.push(['audience', exchangeAudience])
  return formDraft('token', members, 'client', context)
}
