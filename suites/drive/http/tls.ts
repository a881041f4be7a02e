import { readFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import { InputError } from '../../model/errors.ts'
import type { Target } from '../../model/target.ts'

/** PEM texts for the TLS connection. */
export interface TlsMaterial {
  /** Trusted certificates, when the target names some of its own beside the usual ones. */
  readonly ca?: string[]
  readonly cert?: string
  readonly key?: string
}

/** Reads the files that the target's `tls` names. Throws InputError for one that cannot be read. */
export async function tlsMaterial(tls: Target['tls']): Promise<TlsMaterial> {
  const ca = await pem('tls.ca', tls.ca)
  const cert = await pem('tls.cert', tls.cert)
  const key = await pem('tls.key', tls.key)
  return {
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
}

async function pem(where: string, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined
  // A target that no file describes brings the text itself.
  if (path.startsWith('-----BEGIN ')) return path
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new InputError([{ message: `${where}: cannot read ${path} (${code})`, fix: 'Name a PEM file that exists.' }])
  }
}
