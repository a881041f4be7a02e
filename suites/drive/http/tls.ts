import { readFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import { errorCode } from '../../decode/error-code.ts'
import { InputError } from '../../model/errors.ts'
import type { Target } from '../../model/target.ts'
import type { TlsIdentity } from '../tls/identity.ts'

/** What TLS connections to the target are made with. */
export interface TlsMaterial {
  /** Trusted certificates, when the target names some of its own beside the usual ones. */
  readonly ca?: string[]
  /** The client certificate of the target file. */
  readonly identity?: TlsIdentity
}

/** Reads the files that the target's `tls` names. Throws InputError for what cannot be read or used. */
export async function tlsMaterial(tls: Target['tls']): Promise<TlsMaterial> {
  const ca = await pem('tls.ca', tls.ca)
  const cert = await pem('tls.cert', tls.cert)
  const key = await pem('tls.key', tls.key)
  return {
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    ...(cert === undefined || key === undefined ? {} : { identity: await usable(cert, key) }),
  }
}

/** Messages about keys name the entry and quote nothing of it. */
async function usable(cert: string, key: string): Promise<TlsIdentity> {
  const { identityOf } = await import('../tls/identity.ts')
  try {
    return identityOf('configured', { cert, key })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const fix = 'Name a certificate and its own private key, both in PEM, the key without a passphrase.'
    throw new InputError([{ message: `tls.cert and tls.key cannot be used: ${why}`, fix }])
  }
}

async function pem(where: string, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined
  // A target that no file describes brings the text itself.
  if (path.startsWith('-----BEGIN ')) return path
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = errorCode(error)
    throw new InputError([{ message: `${where}: cannot read ${path} (${code})`, fix: 'Name a PEM file that exists.' }])
  }
}
