import { endpointNames } from './vocabulary.ts'

/** Entries of a target file that name something at the server. Whether it is there is tried out before anything is judged. */
export const entryNames = [
  ...endpointNames.map((name) => `endpoints.${name}` as const),
  'initialAccessToken',
  'registration',
  'client',
  'secondClient',
  'introspectionClient',
  'scope',
  'resource',
  'secondResource',
  'authorizationDetails',
  'refreshToken',
  'softwareStatement',
  'subjectToken',
  'exchangeAudience',
  'secondExchangeAudience',
  'assertionIssuer',
  'disabledIssuer',
  'tls.cert',
] as const
export type EntryName = (typeof entryNames)[number]
