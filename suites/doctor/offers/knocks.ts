import { readAnswer } from '../../decode/answer.ts'
import { summary } from '../../language/condition.ts'
import type { Evidence, Exchange, TransportFailure } from '../../model/evidence.ts'
import { type Diagnosis, notSentFix } from '../diagnosis.ts'

/** How the place for mutual TLS took a client with a certificate: of the visit's own making, and of the target file. */
export const knocks = ({ exchanges }: Evidence): readonly Diagnosis[] => {
  const own = exchanges.filter(({ owner }) => owner === 'doctor/mutual-tls')
  const problems = own.flatMap((exchange) => problem(exchange))
  // One place, one trouble: what is not trusted or not there is so for every certificate.
  return problems.filter(({ says }, index) => problems.findIndex((each) => each.says === says) === index)
}

function problem(exchange: Exchange): readonly Diagnosis[] {
  const { failure, step, request } = exchange
  const certificate = step === 'self_signed' ? 'a certificate that signs itself' : 'tls.cert of the target file'
  if (failure !== undefined) {
    if (!refusesCertificate(failure))
      return [{ kind: 'problem', says: `mutual TLS: ${failure.message}`, fix: unreachable(failure) }]
    const says = `mutual TLS: ${new URL(request.url).origin} refuses ${certificate} while the connection is made`
    return [{ kind: 'problem', says, fix: tolerate(step) }]
  }
  const { kind } = readAnswer(exchange)
  if (kind === 'json') return []
  const says = `mutual TLS: ${request.url} answers ${certificate} with ${summary(exchange)}, which is no answer of a token endpoint`
  return [{ kind: 'problem', says, fix: tolerate(step) }]
}

/** The server's own word (a TLS alert), or silence after the handshake: TLS 1.3 lets a client send before it is refused. */
const refusesCertificate = ({ code, message }: TransportFailure): boolean =>
  code === 'reset' || (code === 'tls' && /ALERT/iu.test(message))

const tolerate = (step: string): string =>
  step === 'self_signed'
    ? 'Let the listener ask for a certificate without insisting on an authority that it knows: for self_signed_tls_client_auth the client has registered the certificate itself (RFC 8705 section 2.2).'
    : 'Name a certificate in tls.cert whose authority the server trusts for clients, with its whole chain (RFC 8705 section 2.1).'

function unreachable({ code }: TransportFailure): string {
  if (code === 'not-sent') return notSentFix
  return code === 'tls'
    ? "Name the authority of this listener's certificate as tls: { ca: ca.pem } in the target file (the file may hold several), and use the host name that the certificate is for."
    : 'Start the listener, and check host and port in mtls_endpoint_aliases.'
}
