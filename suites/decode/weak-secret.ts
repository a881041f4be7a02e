import { entropyBits } from './text.ts'

/** Words that requests, answers and documents of the protocol are made of, in the singular. */
const protocolWords = new Set(
  `access active address algorithm alg api application aud audience auth authorization authorize basic bearer body challenge client code
  config configuration contact content cookie credential default default description discovery document dpop endpoint error expire expires false
  grant grantcheck header hint host http https id implicit introspect introspection invalid iss issuer json jwk jwks jwt key kid known localhost login
  metadata method mode name none null oauth openid other password policy post private proof public query read redirect refresh refused register
  registration request requested resource response revocation revoke scope second secret server service signed software statement state string
  supported test token true type unauthorized undefined unknown unsupported uri url user username value version well write wrong`.split(
    /\s+/u,
  ),
)

/**
 * Why a value cannot be told from ordinary text, so that it is a secret only where secrets stand: a text may say `client` without quoting anybody's
 * secret. Undefined for all others.
 */
export function weaknessOf(secret: string): string | undefined {
  // Tokens: no text says so much by chance.
  if (secret.length > 64) return undefined
  if ([...secret].length < 8) return 'shorter than 8 characters'
  const words = wordsOf(secret)
  if (words.length > 0 && words.every((word) => protocolWords.has(word) || protocolWords.has(word.replace(/s$/u, ''))))
    return 'made of words of the protocol'
  if (words.length === 1 && isWord(secret)) return 'a single word'
  return undefined
}

/**
 * Whether a value may be part of ordinary text by chance: a few words, or few characters. It is a secret as a whole only, never as a part of something longer.
 */
export const isPhrase = (secret: string): boolean => entropyBits(secret) < 70 || /^[\p{L}\s_.:/-]+$/u.test(secret)

/** Lower-case words: split at what is no letter or digit, and where a capital follows a small letter. */
const wordsOf = (text: string): readonly string[] =>
  text
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())

/** Letters only, in one case but for the first, and not drawn at random: no word is that long or has so many consonants on end. */
function isWord(text: string): boolean {
  if (!/^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u.test(text) || text.length > 24) return false
  return !/[^aeiouy]{6}/iu.test(text.normalize('NFD').replace(/\p{M}/gu, ''))
}
