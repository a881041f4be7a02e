import { type KeyKind, keyKinds } from '../model/vocabulary.ts'
import { among } from './among.ts'
import { bad, type Decoded, good } from './decoded.ts'

/** A key pair of the run as scenarios name it: `auth`, or `auth.RS256` where the algorithm matters; `auth~b` is another key with the same kid as `auth~a`. */
export interface KeyName {
  readonly name: string
  readonly kind?: KeyKind
}

export function readKeyName(text: string): Decoded<KeyName> {
  const [name = '', word, ...more] = text.split('.')
  if (!/^[a-z][a-z0-9_-]*(~[a-z0-9]+)?$/.test(name) || more.length > 0) return bad('write a key as NAME or NAME.ALG')
  if (word === undefined) return good({ name })
  const kind = among(word, keyKinds, 'kind of key')
  return kind.ok ? good({ name, kind: kind.value }) : kind
}
