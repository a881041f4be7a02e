import { decodeJws } from '../../../decode/jws.ts'
import { formatTag, tagIn } from '../../../decode/tag.ts'
import type { SecretFacts } from '../../../model/evidence.ts'
import { otherTypes, type ValueChange } from './values.ts'

type Attested = Readonly<Record<string, SecretFacts>>

/** Character sets that a blank fits. */
const withBlank: readonly string[] = ['vschar', 'nqschar', 'error_text']

/**
 * What a secret may become. It is known by its tag alone, so a changed one has another tag, and of it is attested what the run would have seen.
 * Undefined for a text that is no secret.
 */
export function secretChanges(text: string, attested: Attested): readonly ValueChange[] | undefined {
  const facts = attested[tagIn(text) ?? '']
  if (facts === undefined) return undefined
  const { signature: _, signatureOctets: __, ...plain } = facts
  const blank = {
    ...plain,
    length: facts.length + 1,
    charsets: facts.charsets.filter((each) => withBlank.includes(each)),
  }
  return [
    ...otherTypes(text),
    { change: 'empty', value: '' },
    renamed('leading blank', blank),
    renamed('trailing blank', blank),
    renamed('control character', { ...plain, length: facts.length + 1, charsets: [] }),
    renamed('four characters', { ...plain, length: 4, bits: 16 }),
    ...(decodeJws(text).ok ? unsigned(text, facts) : [renamed('another value', plain)]),
  ]
}

/** The JWT with a signature that no published key verifies. */
function unsigned(text: string, facts: SecretFacts): readonly ValueChange[] {
  const problem = 'the signature does not match the published key'
  const key = keyOf(facts, 'signature')
  const tag = formatTag(facts.kind, hexOf('signature'))
  const value = `${text.slice(0, text.lastIndexOf('.') + 1)}${tag}`
  const wrong: SecretFacts = { ...facts, signature: { kind: 'wrong', problem } }
  return [{ change: 'invalid signature', value, secrets: { [key]: wrong } }]
}

function renamed(change: string, facts: SecretFacts): ValueChange {
  return { change, value: formatTag(facts.kind, hexOf(change)), secrets: { [keyOf(facts, change)]: facts } }
}

const keyOf = ({ kind }: SecretFacts, change: string): string => `${kind}#${hexOf(change)}`

/** Longer than the digits that a run gives, so that no secret of the run has them. */
const hexOf = (change: string): string => `ffffffff${Buffer.from(change).toString('hex')}`
