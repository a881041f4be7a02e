import { createHash } from 'node:crypto'
import { formEncode } from '../../decode/form.ts'
import { formatTag } from '../../decode/tag.ts'
import { isPhrase, weaknessOf } from '../../decode/weak-secret.ts'
import type { SecretKind } from '../../model/evidence.ts'
import { isJws, privateMembers } from '../jws-shape.ts'
import { base64Forms, encodingsOf } from './encodings.ts'
import type { Needle, Needles } from './replacer.ts'
import { cookieValues, credentialsIn } from './secret-fields.ts'

export interface Secret {
  readonly value: string
  readonly kind: SecretKind
  /** "access_token#3f2a" */
  readonly key: string
}

/** Every secret value of a run, each under one tag. */
export interface Vault {
  /** The first kind under which a value is seen stays. An empty value is no secret. */
  add(value: string, kind: SecretKind): void
  /** A client's credentials as HTTP Basic sends them. `blob`: their base64 text, when it was seen. */
  addCredentials(id: string, secret: string, blob?: string): void
  /** The value of a header field that holds a secret wherever it is sent. */
  addField(name: string, value: string): void
  holdsSecret(field: string): boolean
  /** What stands in the place of a value: its tag, or a JWT without its signature. Adds a value that is new. */
  standIn(value: string, kind: SecretKind): string
  secrets(): readonly Secret[]
  /** Grows with every new value, and with every new form of one. */
  size(): number
  needles(): Needles
}

/** `salt`: secret and different in every run, so that a tag cannot be used to test guesses at the value. */
export function createVault(salt: string): Vault {
  const secrets = new Map<string, Secret>()
  const owners = new Map<string, string>()
  const aliases = new Map<string, string>()
  const fields = new Set<string>()
  const enter = (value: string, kind: SecretKind): Secret => {
    const known = secrets.get(value)
    if (known !== undefined) return known
    const secret = { value, kind, key: `${kind}#${shortHash(salt, value, owners)}` }
    secrets.set(value, secret)
    return secret
  }
  const add = (value: string, kind: SecretKind): void => {
    if (value !== '') enter(value, kind)
  }
  const addCredentials = (id: string, secret: string, blob?: string): void => {
    const { value } = enter(`${id}:${secret}`, 'credentials')
    const texts = [
      ...base64Forms(value),
      ...base64Forms(`${formEncode(id)}:${formEncode(secret)}`),
      ...(blob === undefined ? [] : [blob]),
    ]
    for (const text of texts) aliases.set(text, value)
  }
  return {
    add,
    addCredentials,
    addField: (name, value) => {
      fields.add(name.toLowerCase())
      add(credentialsIn(value).credentials, 'secret')
      for (const each of /cookie/iu.test(name) ? cookieValues(value) : []) add(each, 'secret')
    },
    holdsSecret: (field) => fields.has(field.toLowerCase()),
    standIn: (value, kind) => (value === '' ? '' : shapeOf(enter(aliases.get(value) ?? value, kind)).standIn),
    secrets: () => [...secrets.values()],
    size: () => secrets.size + aliases.size,
    needles: () => needlesOf([...secrets.values()], aliases, secrets),
  }
}

const tag = ({ kind, key }: Secret): string => formatTag(kind, key.slice(kind.length + 1))

interface Shape {
  /** Header and payload of a JWT are no secret and are what most checks look at, unless the header shows a private key. */
  readonly standIn: string
  /** Of a JWT. */
  readonly signature?: string
}

const shapes = new WeakMap<Secret, Shape>()

function shapeOf(secret: Secret): Shape {
  const shape = shapes.get(secret) ?? makeShape(secret)
  shapes.set(secret, shape)
  return shape
}

function makeShape(secret: Secret): Shape {
  const { value } = secret
  if (!/^[\w-]+\.[\w-]+\.[^.]*$/u.test(value) || !isJws(value)) return { standIn: tag(secret) }
  const end = value.lastIndexOf('.')
  const signature = value.slice(end + 1)
  const standIn = privateMembers(value).length > 0 ? tag(secret) : `${value.slice(0, end)}.${tag(secret)}`
  return { standIn, signature }
}

/** What to look for anywhere. A weak value is none of it: it is replaced only where secrets stand. */
function needlesOf(
  all: readonly Secret[],
  aliases: ReadonlyMap<string, string>,
  secrets: ReadonlyMap<string, Secret>,
): Needles {
  const needles = new Map<string, Needle>()
  const put = (text: string, standIn: string, whole: boolean): void => {
    if (!needles.has(text)) needles.set(text, { standIn, whole })
  }
  for (const secret of all) {
    if (weaknessOf(secret.value) !== undefined) continue
    const whole = isPhrase(secret.value)
    const [raw = '', ...encoded] = encodingsOf(secret.value)
    const { standIn, signature } = shapeOf(secret)
    put(raw, standIn, whole)
    for (const text of encoded) put(text, tag(secret), whole)
    if (signature !== undefined && signature.length >= 16) put(signature, tag(secret), isPhrase(signature))
  }
  for (const [text, value] of aliases) {
    const secret = secrets.get(value)
    if (secret !== undefined && text.length >= 12) put(text, tag(secret), false)
  }
  return needles
}

/** Four hexadecimal digits, more where two values would share them. */
function shortHash(salt: string, value: string, owners: Map<string, string>): string {
  const hash = createHash('sha256').update(salt).update('\0').update(value).digest('hex')
  for (let length = 4; ; length += 1) {
    const hex = hash.slice(0, length)
    const owner = owners.get(hex)
    if (owner !== undefined && owner !== value && length < hash.length) continue
    owners.set(hex, value)
    return hex
  }
}
