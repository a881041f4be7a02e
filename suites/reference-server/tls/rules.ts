import type { TlsOptions } from 'node:tls'
import type { Pair } from './certificates.ts'
import type { AnswerHello } from './front.ts'
import { type AnswerPlain, redirectToTls } from './plain.ts'
import type { ThrowAway } from './throw-away.ts'

/** How the listeners speak TLS (RFC 9325). */
export interface TlsRules {
  readonly tlsOptions: () => TlsOptions
  /** What is answered before the TLS library sees a hello. Undefined: the library sees them all. */
  readonly answersHello: () => AnswerHello | undefined
  /** What the server shows of itself. */
  readonly serverCertificate: (made: ThrowAway) => Pair | Promise<Pair>
  /** What whoever asks without TLS is answered. closed: nobody listens. */
  readonly answersPlain: () => AnswerPlain | 'closed'
}

declare module '../state.ts' {
  interface Rules extends TlsRules {}
}

/** The suites of RFC 9325 section 4.2, and those of TLS 1.3. */
const suites = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
]

export const tlsRules: TlsRules = {
  tlsOptions: () => ({
    minVersion: 'TLSv1.2',
    ciphers: suites.join(':'),
    // The handshake goes no further for a name that is not known (RFC 9325 section 3.7).
    SNICallback: (name, done) => (name === 'localhost' ? done(null) : done(new Error(`${name} is not known`))),
  }),
  answersHello: () => undefined,
  serverCertificate: ({ server }) => server,
  answersPlain: () => redirectToTls,
}
