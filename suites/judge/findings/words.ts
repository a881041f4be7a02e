import { readAnswer } from '../../decode/answer.ts'
import type { Exchange } from '../../model/evidence.ts'
import type { Operation } from '../../model/vocabulary.ts'

const endpoints: Readonly<Record<Operation, string>> = {
  register: 'registration endpoint',
  read_client: 'client configuration endpoint',
  update_client: 'client configuration endpoint',
  delete_client: 'client configuration endpoint',
  token: 'token endpoint',
  exchange: 'token endpoint (token exchange)',
  jwt_grant: 'token endpoint (JWT bearer grant)',
  refresh: 'token endpoint',
  introspect: 'introspection endpoint',
  revoke: 'revocation endpoint',
  metadata: 'metadata document',
  jwks: 'key set',
  resource: 'protected resource',
  resource_metadata: "protected resource's metadata",
  http: 'server',
  tls: 'TLS',
}

/** Where a request went, in words for people. */
export const endpointOf = (exchange: Exchange | undefined): string =>
  exchange === undefined ? 'server' : endpoints[exchange.operation]

/** The server's own word, no longer than a title can take. */
const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** A rule's title with what the deciding exchange says. */
export function filled(title: string, exchange: Exchange | undefined): string {
  const { status, error } = readAnswer(exchange)
  const words: Readonly<Record<string, string>> = {
    endpoint: endpointOf(exchange),
    status: status === undefined ? 'no answer' : String(status),
    error: error === undefined ? 'no error code' : brief(error),
  }
  return title.replace(/\{(\w+)\}/gu, (whole, name: string) => words[name] ?? whole)
}
