import type { IncomingMessage, ServerResponse } from 'node:http'

/** How a request without TLS is answered. `secure`: the origin of the server; `answer` lets it answer as it does over TLS. */
export type AnswerPlain = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  server: { readonly secure: string; readonly answer: () => void },
) => void

/** Sends whoever asks without TLS to the same place with TLS (RFC 6797 section 7.2). The body of a POST is not sent again. */
export const redirectToTls: AnswerPlain = (incoming, outgoing, { secure }) => {
  outgoing.writeHead(301, { Location: `${secure}${incoming.url ?? '/'}` }).end()
}
