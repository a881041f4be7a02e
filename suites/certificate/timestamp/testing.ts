import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// A time-stamping authority by OpenSSL: nothing of it is ours, and it reads what we write. What its `ts` refuses to sign, its `cms` does.

const settings = `
[req]
distinguished_name = name
[name]
[issuing]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
organizationName = supplied
commonName = supplied
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[no-purpose]
basicConstraints = critical, CA:FALSE
[other-purpose]
extendedKeyUsage = critical, codeSigning
[two-purposes]
extendedKeyUsage = critical, timeStamping, codeSigning
[not-critical]
extendedKeyUsage = timeStamping
[v1]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
tsa_name = yes
signer_digest = sha256
ess_cert_id_alg = sha1
[v2]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha512
ess_cert_id_alg = sha512
ess_cert_id_chain = yes
[no-sha256]
serial = serial
default_policy = 1.2.3.4.1
digests = sha512
signer_digest = sha256
`

/** A certificate and its key, as names of files. */
export interface Issued {
  readonly certificate: string
  readonly key: string
}

/** A folder with an authority of its own: who makes it also closes it. */
export function openAuthority() {
  const folder = mkdtempSync(join(tmpdir(), 'grantcheck-tsa-'))
  const path = (name: string): string => join(folder, name)
  writeFileSync(path('openssl.cnf'), settings)
  writeFileSync(path('index.txt'), '')
  let files = 0
  const next = (): string => path(`file-${++files}`)
  const openssl = (...args: readonly string[]): string =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

  const write = (octets: Uint8Array): string => {
    const file = next()
    writeFileSync(file, octets)
    return file
  }
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  const rsa = ['-newkey', 'rsa:2048']
  const common = ['-nodes', '-config', 'openssl.cnf']

  /** Days before now from which, and until which, a certificate counts. */
  interface Window {
    readonly from?: number
    readonly to?: number
    readonly kind?: readonly string[]
    readonly hash?: string
  }
  const made = (
    name: string,
    section: string,
    { from = 2, to = -20, kind = ec, hash = 'sha256' }: Window,
    by?: Issued,
  ): Issued => {
    const [certificate, key, request] = [next(), next(), next()]
    openssl('req', '-new', ...kind, ...common, '-subj', `/O=Tests/CN=${name}`, '-keyout', key, '-out', request)
    const signer = by === undefined ? ['-selfsign', '-keyfile', key] : ['-cert', by.certificate, '-keyfile', by.key]
    const dates = ['-startdate', derTime(daysAgo(from)), '-enddate', derTime(daysAgo(to))]
    const kinds = ['-config', 'openssl.cnf', '-name', 'issuing', '-extfile', 'openssl.cnf', '-extensions', section]
    openssl('ca', '-batch', '-notext', '-md', hash, '-in', request, ...signer, ...dates, ...kinds, '-out', certificate)
    return { certificate, key }
  }
  const root = (name: string, section = 'ca'): Issued => made(name, section, {})
  const issue = (by: Issued, name: string, section = 'tsa', window: Window = {}): Issued =>
    made(name, section, window, by)

  const ca = root('Test CA')
  const tsa = issue(ca, 'Test TSA')

  /** What the authority answers to a query: TimeStampResp. */
  const answer = (query: Uint8Array, config = 'v1', by: Issued = tsa, chain?: Issued): Uint8Array => {
    const out = next()
    const who = ['-signer', by.certificate, '-inkey', by.key, ...(chain ? ['-chain', chain.certificate] : [])]
    const what = ['-config', 'openssl.cnf', '-section', config, '-queryfile', write(query)]
    openssl('ts', '-reply', ...what, ...who, '-out', out)
    return readFileSync(out)
  }
  /** The token of an answer. */
  const tokenOf = (response: Uint8Array): Uint8Array => {
    const out = next()
    openssl('ts', '-reply', '-in', write(response), '-token_out', '-out', out)
    return readFileSync(out)
  }
  /** The TSTInfo of a token, and a token over any TSTInfo, by any certificate. */
  const infoOf = (token: Uint8Array): Buffer => {
    const out = next()
    openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', write(token), '-out', out)
    return readFileSync(out)
  }
  const sign = (info: Uint8Array, by: Issued, ...more: readonly string[]): Uint8Array => {
    const out = next()
    const type = more.includes('-econtent_type') ? [] : ['-econtent_type', '1.2.840.113549.1.9.16.1.4']
    const how = ['-binary', '-nodetach', ...(more.includes('-nocades') ? [] : ['-cades']), '-outform', 'DER', ...type]
    const rest = more.filter((each) => each !== '-nocades')
    const who = ['-signer', by.certificate, '-inkey', by.key]
    openssl('cms', '-sign', '-in', write(info), ...how, ...who, ...rest, '-out', out)
    return readFileSync(out)
  }

  const trusting = (...issued: readonly Issued[]): readonly X509Certificate[] =>
    issued.map(({ certificate }) => new X509Certificate(readFileSync(certificate)))

  return {
    folder,
    openssl,
    write,
    root,
    issue,
    rsa,
    ca,
    tsa,
    answer,
    tokenOf,
    infoOf,
    sign,
    trusting,
    close: () => rmSync(folder, { recursive: true }),
  }
}

const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000)
/** As DER writes it: 20261130072358Z. */
const derTime = (at: Date): string => at.toISOString().replace(/[-:T]|\.\d+/gu, '')

/** Octets that state a time, a TSTInfo or a token, with another time in its place. */
export function withTime(octets: Uint8Array, at: Date): Uint8Array {
  const text = Buffer.from(octets).toString('latin1')
  const other = text.replace(/\d{14}Z/u, derTime(at))
  if (other === text) throw new Error('no other time was written')
  return Buffer.from(other, 'latin1')
}
