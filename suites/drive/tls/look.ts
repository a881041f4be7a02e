import { constants, createHash, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import { signatureAlgorithm } from '../../decode/tls/certificate-signature.ts'
import type { TlsSeen, TransportFailure } from '../../model/evidence.ts'
import { LimitReached, toFailure } from '../http/failure.ts'
import type { TlsMaterial } from '../http/tls.ts'
import type { TlsPeer } from './shake.ts'

/**
 * Makes a whole connection to look at the certificate, whatever it is, and hangs up. Everything obsolete is allowed, so that a server which is wrong in another way can be looked at too.
 * Never rejects.
 */
export function look(peer: TlsPeer, tls: TlsMaterial, signal: AbortSignal): Promise<TlsSeen | TransportFailure> {
  const { host, port, origin, timeoutMs, lookup } = peer
  return new Promise((resolve) => {
    const end = (seen: TlsSeen | TransportFailure): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', interrupt)
      socket.destroy()
      resolve(seen)
    }
    const socket = connect({
      host,
      port,
      ...(isIP(host) > 0 ? {} : { servername: host }),
      ...(lookup === undefined ? {} : { lookup }),
      ...(tls.ca === undefined ? {} : { ca: tls.ca }),
      ...(tls.identity === undefined ? {} : { cert: tls.identity.cert, key: tls.identity.key }),
      rejectUnauthorized: false,
      // The name is a question of its own.
      checkServerIdentity: () => undefined,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      ALPNProtocols: ['http/1.1'],
    })
    const timer = setTimeout(() => {
      end({ code: 'timeout', message: `${origin} made no TLS connection within ${timeoutMs / 1000} s` })
    }, timeoutMs)
    const interrupt = (): void =>
      end(toFailure(signal.reason instanceof LimitReached ? signal.reason : interrupted, origin))
    signal.addEventListener('abort', interrupt, { once: true })
    socket.on('secureConnect', () => end(seenIn(socket, host)))
    socket.on('error', (error) => end(toFailure(error, origin)))
    socket.on('close', () => end({ code: 'reset', message: `${origin} closed the connection before TLS was set up` }))
    if (signal.aborted) interrupt()
  })
}

const interrupted = new LimitReached('interrupted', 'the run was interrupted')

const versions: Readonly<Record<string, string>> = {
  TLSv1: 'TLS 1.0',
  'TLSv1.1': 'TLS 1.1',
  'TLSv1.2': 'TLS 1.2',
  'TLSv1.3': 'TLS 1.3',
}

function seenIn(socket: TLSSocket, host: string): TlsSeen {
  const protocol = socket.getProtocol() ?? ''
  // Asked for in the other form first, Node 20 forgets the chain.
  const chain = chainOf(socket.getPeerCertificate(true))
  const [leaf] = chain
  const problem: unknown = socket.authorizationError
  return {
    answer: 'connected',
    version: versions[protocol] ?? protocol,
    suite: socket.getCipher().standardName,
    trust: socket.authorized ? 'trusted' : String(problem),
    ...(leaf === undefined ? {} : factsOf(new X509Certificate(leaf.raw), host)),
    ...(leaf === undefined ? {} : { signatures: signaturesOf(chain) }),
  }
}

/** RFC 9110 section 4.3.4: the subject alternative names count, and the common name does not. */
function factsOf(certificate: X509Certificate, host: string): Partial<TlsSeen> {
  const { subject, issuer, subjectAltName, publicKey, raw } = certificate
  const named =
    isIP(host) > 0
      ? certificate.checkIP(host)
      : certificate.checkHost(host, { subject: 'never', partialWildcards: false })
  const bits = publicKey.asymmetricKeyDetails?.modulusLength
  return {
    names_host: named !== undefined,
    subject: oneLine(subject),
    issuer: oneLine(issuer),
    ...(subjectAltName === undefined ? {} : { names: subjectAltName }),
    not_before: new Date(certificate.validFrom).toISOString(),
    not_after: new Date(certificate.validTo).toISOString(),
    key_type: publicKey.asymmetricKeyType ?? 'unknown',
    ...(bits === undefined ? {} : { key_bits: bits }),
    'x5t#S256': createHash('sha256').update(raw).digest('base64url'),
  }
}

const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ')

/** The certificate of the server, and those that lead to an anchor, as far as they were sent or are known. */
function chainOf(leaf: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = []
  for (let each: DetailedPeerCertificate | undefined = leaf; isNew(each, chain); each = each.issuerCertificate)
    chain.push(each)
  return chain
}

/** Without a certificate Node hands out an empty object; one that signs itself is its own issuer. */
const isNew = (
  each: Partial<DetailedPeerCertificate> | undefined,
  chain: readonly DetailedPeerCertificate[],
): each is DetailedPeerCertificate =>
  each?.raw !== undefined && !chain.some(({ fingerprint256 }) => fingerprint256 === each.fingerprint256)

/** A certificate above the first that signs itself is an anchor, or nothing: how it does so plays no part. */
const signaturesOf = (chain: readonly DetailedPeerCertificate[]): readonly string[] =>
  chain
    .filter((each, index) => index === 0 || each.issuerCertificate?.fingerprint256 !== each.fingerprint256)
    .map(({ raw }) => signatureAlgorithm(raw) ?? 'unknown')
