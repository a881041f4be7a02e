import { randomBytes } from 'node:crypto'
import type { JsonObject } from '../../model/json.ts'
import type { CertificateName } from '../../model/vocabulary.ts'
import { identityOf, registrable, type TlsIdentity } from './identity.ts'

/** The client certificates of a run, by name. One that is missing cannot be presented to this target. */
export type Wardrobe = Readonly<Partial<Record<CertificateName, TlsIdentity>>>

/**
 * Makes the certificates that scenarios can present: three that sign themselves, two of them with the same subject, and, where the target file
 * has a certificate of an authority, that one and a spoofed one. Takes a tenth of a second, so it is done only for a target with mutual TLS.
 */
export async function fillWardrobe(configured: TlsIdentity | undefined): Promise<Wardrobe> {
  const { makeSelfSigned, makeSpoofed } = await import('./make-certificate.ts')
  const make = (word: string) =>
    makeSelfSigned(`O=grantcheck, CN=${word}`, [
      { type: 'dns', value: `${word}.grantcheck.invalid` },
      { type: 'url', value: `urn:grantcheck:${word}` },
      { type: 'email', value: `${word}@grantcheck.invalid` },
    ])
  const word = randomBytes(6).toString('hex')
  return {
    self_signed: identityOf('self_signed', await make(word)),
    lookalike: identityOf('lookalike', await make(word)),
    other: identityOf('other', await make(randomBytes(6).toString('hex'))),
    ...(configured === undefined
      ? {}
      : { configured, spoofed: identityOf('spoofed', await makeSpoofed(configured.cert)) }),
  }
}

type Registrable = Readonly<Partial<Record<CertificateName, JsonObject>>>

const known = new WeakMap<Wardrobe, Registrable>()

/** How each certificate is registered, for references. Asked for by every step. */
export function registrableAll(wardrobe: Wardrobe): Registrable {
  const made =
    known.get(wardrobe) ??
    Object.fromEntries(Object.entries(wardrobe).map(([name, identity]) => [name, registrable(identity)]))
  known.set(wardrobe, made)
  return made
}
