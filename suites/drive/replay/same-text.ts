import { decodeBase64Url } from '../../decode/base64url.ts'

/** What of a text is chance: `open` finds it in both of two texts, which have to be the same but for that. */
interface Opened {
  readonly text: string
  readonly chances: readonly Chance[]
}

interface Chance {
  readonly kind: 'key' | 'token' | 'free' | 'time'
  readonly value: string
}

/** Values that a run takes as they stand in the evidence. What is `key` is never the same for two values that differ. */
const jsonMember =
  /"(jti|kid|x|y|n|jkt|x5t#S256|d|p|q|dp|dq|qi|ath|nonce|x5c|iat|exp|nbf)"(\s*:\s*)("[^"\\]*"|\["[^"\\]*"\]|-?\d+(?:\.\d+)?)/gu
const times = ['iat', 'exp', 'nbf']
const free = ['nonce', 'x5c']
const inline = /data:application\/json;base64,[A-Za-z0-9+/=]+/gu
const jws = /(?<![\w-])(e[wy][\w-]+)\.([\w-]*)\.(\[[a-z_]+#[0-9a-f]+\][\w-]*|[\w-]*)/gu
const distinguished =
  /O=grantcheck,\s?CN=[0-9a-f]{12}|CN=[0-9a-f]{12},\s?O=grantcheck|[0-9a-f]{12}(?:@|\.)grantcheck\.invalid|urn:grantcheck:[0-9a-f]{12}/gu

function open(text: string): Opened {
  const chances: Chance[] = []
  const note = (kind: Chance['kind'], value: string): string => {
    chances.push({ kind, value })
    return `‹${kind}›`
  }
  const members = (part: string): string =>
    part.replace(jsonMember, (_all, name: string, colon: string, value: string) => {
      const kind = times.includes(name) ? 'time' : free.includes(name) ? 'free' : 'key'
      if (kind === 'time' && value.startsWith('"')) return _all
      return `"${name}"${colon}${note(kind, value)}`
    })
  const plain = (part: string): string =>
    members(part)
      .replace(inline, (url) => note('free', url))
      .replace(distinguished, (name) => note('key', name))
  let out = ''
  let from = 0
  for (const found of text.matchAll(jws)) {
    const [whole, header = '', claims = ''] = found
    const parts = [header, claims].map(decoded)
    const [head, body] = parts
    if (head === undefined || body === undefined) continue
    out += `${plain(text.slice(from, found.index))}⟦${plain(head)}.${plain(body)}.${note('token', whole)}⟧`
    from = found.index + whole.length
  }
  return { text: out + plain(text.slice(from)), chances }
}

/** The JWTs in a text. */
export const tokensIn = (text: string): readonly string[] => text.match(jws) ?? []

/** Also what is no UTF-8, since some requests are wrong on purpose. */
function decoded(part: string): string | undefined {
  const octets = decodeBase64Url(part)
  return octets.ok ? Buffer.from(octets.value).toString('latin1') : undefined
}

/** Seconds by which a time may be younger, and older, than it would be now. */
export interface TimeWindow {
  readonly before: number
  readonly after: number
}

/** What the evidence calls otherwise than the run that is made again. `both`: no two values are called alike. */
export interface Renaming {
  readonly recorded: string
  readonly made: string
  readonly both: boolean
}

/** The names by which a text of the evidence is what was made now; undefined where it is another text. In evidence secrets have tags. */
export function pairsIn(
  recorded: string,
  made: string,
  window: TimeWindow,
  inField = false,
): readonly Renaming[] | undefined {
  if (recorded === made) return []
  const [one, other] = [open(recorded), open(made)]
  const parts = one.text.split(tag)
  const pairs: Renaming[] = []
  const chances = [...one.chances]
  const there = [...other.chances]
  const agree = (text: string): boolean =>
    placeholders(text).every(() => {
      const [chance, its] = [chances.shift(), there.shift()]
      if (chance === undefined || chance.kind !== its?.kind) return false
      if (chance.kind === 'key' || chance.kind === 'token')
        pairs.push({ recorded: chance.value, made: its.value, both: chance.kind === 'key' })
      const apart = Number(chance.value) - Number(its.value)
      return chance.kind !== 'time' || (apart >= -window.before && apart <= window.after)
    })
  let from = 0
  for (let index = 0; index < parts.length; index += 2) {
    const literal = parts[index] ?? ''
    const last = index === parts.length - 1
    const start = index === 0 ? 0 : last ? other.text.length - literal.length : other.text.indexOf(literal, from)
    if (start < from || !other.text.startsWith(literal, start)) return undefined
    if (index > 0) {
      const hidden = other.text.slice(from, start)
      const name = parts[index - 1] ?? ''
      if (!mayHide(hidden, name, inField)) return undefined
      const values = there.splice(0, placeholders(hidden).length).map(({ value }) => value)
      // Two tokens that differ in nothing but chance are two values, and have two tags.
      const whole = hidden.replace(placeholder, () => values.shift() ?? '')
      if (hidden !== name) pairs.push({ recorded: name, made: whole, both: false })
    }
    if (!agree(literal)) return undefined
    from = start + literal.length
  }
  return from === other.text.length ? pairs : undefined
}

const tag = /(\[[a-z_]+#[0-9a-f]{4,}\])/u

const placeholder = /‹(?:key|token|free|time)›/gu

const placeholders = (text: string): readonly string[] => text.match(placeholder) ?? []

/** A tag stands for one value: not for several members, and not for what has another tag. */
function mayHide(hidden: string, name: string, inField: boolean): boolean {
  if (hidden !== name && /^\[[a-z_]+#[0-9a-f]+\]$/u.test(hidden)) return false
  return inField || !/[\s&"{}<>]/u.test(hidden.replace(/⟦[^⟧]*⟧/gu, ''))
}
