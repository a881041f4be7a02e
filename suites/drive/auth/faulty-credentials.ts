import type { AuthDefect } from '../../model/vocabulary.ts'
import type { Invent } from '../invent/inventor.ts'
import type { Credentials } from './credentials.ts'

/** Defects of the values; the way in which they are sent stays correct. */
export type ValueDefect = Extract<
  AuthDefect,
  | 'wrong_secret'
  | 'unknown_client'
  | 'empty_secret'
  | 'near_miss_secret'
  | 'case_changed_secret'
  | 'truncated_secret'
  | 'other_clients_secret'
  | 'documentation_literal'
>

/**
 * Credentials that are wrong in exactly one respect, or undefined where the defect has no meaning for them (no letter whose case
 * could change, no second client).
 */
export function faultyCredentials(
  defect: ValueDefect,
  genuine: Credentials & { readonly secret: string },
  other: Credentials | undefined,
  invent: Invent,
): Credentials | undefined {
  const withSecret = (secret: string | undefined): Credentials | undefined =>
    secret === undefined || secret === genuine.secret ? undefined : { ...genuine, secret }
  switch (defect) {
    case 'wrong_secret':
      return withSecret(invent('random', 'opaque', 'auth.secret'))
    case 'unknown_client':
      return { ...genuine, id: invent('random', 'uuid', 'auth.client_id') }
    case 'empty_secret':
      return withSecret('')
    case 'near_miss_secret':
      return withSecret(nearMiss(genuine.secret))
    case 'case_changed_secret':
      return withSecret(inOtherCase(genuine.secret))
    case 'truncated_secret':
      return withSecret(genuine.secret.slice(0, -1))
    case 'other_clients_secret':
      return withSecret(other?.secret)
    case 'documentation_literal':
      return { ...genuine, id: 'username', secret: 'password' }
    default:
      return defect satisfies never
  }
}

/** Another character of the same kind in the last place, so that only a comparison of the whole value finds it. */
function nearMiss(secret: string): string {
  const last = secret.at(-1) ?? ''
  const next = /[0-9]/u.test(last)
    ? last === '7'
      ? '3'
      : '7'
    : /[A-Z]/u.test(last)
      ? last === 'Q'
        ? 'K'
        : 'Q'
      : last === 'q'
        ? 'k'
        : 'q'
  return secret.slice(0, -1) + next
}

/** Each letter in its other case. */
export const inOtherCase = (text: string): string => [...text].map(swapCase).join('')

const swapCase = (letter: string): string =>
  letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()
