import { readFile } from 'node:fs/promises'
import { readPublicKey } from '../certificate/keys.ts'

/**
 * What to do next with a bundle that was signed with the private key at `path`: how reviewers verify it, by the file that is there beside the
 * key. Where there is none, or it belongs to another key, how to get the public half. `kid`: the thumbprint of the key.
 */
export async function howToVerify(bundle: string, path: string, kid: string): Promise<string> {
  const beside = `${path}.pub`
  const found = await kidOf(beside)
  if (found === kid) return `verify it with: grantcheck verify ${bundle} --key ${beside}\n`
  const why = found === undefined ? `no public key is at ${beside}` : `${beside} belongs to another key`
  const target = found === undefined ? beside : 'PUBLIC'
  const isPem = (await readFile(path, 'utf8')).includes('-----BEGIN ')
  const how = isPem
    ? `make one with: openssl pkey -in ${path} -pubout -out ${target}`
    : `it is the JWK in ${path} without its member d: save that as ${target}`
  return `${why}; ${how}\nthen verify the bundle with: grantcheck verify ${bundle} --key ${target}\n`
}

/** The thumbprint of the public key in a file. Undefined: there is none that can be read. */
async function kidOf(path: string): Promise<string | undefined> {
  try {
    return (await readPublicKey(await readFile(path, 'utf8'), path)).jwk.kid
  } catch {
    return undefined
  }
}
