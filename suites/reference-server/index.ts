import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Server, Socket } from 'node:net'
import type { Mode } from '../model/mutant.ts'
import type { EndpointName } from '../model/vocabulary.ts'
import { resourcesOf } from './access/resources.ts'
import { createApp } from './app.ts'
import { type Admitted, admit, admitWithKey, enrol, type KeyPlace, type Supplies } from './enrol.ts'
import { createSigningKey, keyOfServer, type SigningKey } from './jwt/keys.ts'
import { type Trusted, trustIssuer } from './jwt-grant/trust.ts'
import { type Paths, pathsOf } from './paths.ts'
import { randomText } from './registration/secrets.ts'
import { rulesOf } from './rules.ts'
import type { Context, Rules, State } from './state.ts'
import type { Pair } from './tls/certificates.ts'
import { frontOf } from './tls/front.ts'
import type { AnswerPlain } from './tls/plain.ts'
import { type ThrowAway, throwAway } from './tls/throw-away.ts'

const nameable = ['registration', 'token', 'introspection', 'revocation', 'jwks'] as const satisfies EndpointName[]

type Memory = Pick<
  State,
  | 'clients'
  | 'tokens'
  | 'revoked'
  | 'proofs'
  | 'assertions'
  | 'clientKeys'
  | 'documents'
  | 'refreshTokens'
  | 'issuers'
  | 'statementKey'
  | 'initialAccessToken'
>

/** How to start a server, whatever its rules. */
export interface StartOptions {
  /** Default: any free port. */
  readonly port?: number
  /** What stands before it: the origin by which the server is reached, and who is told where it listens. */
  readonly front?: { readonly url: string; lead(port: number): void }
  /** Waits so long before every answer. */
  readonly delayMs?: number
  /** Default: a key that the server makes, or for RSA the one that all servers of the process have. */
  readonly key?: Promise<SigningKey>
  /** Id of the profile that the server claims: it is as strict, and offers as much, as the profile asks. */
  readonly profile?: string
  /** The server speaks https, with certificates that it makes itself. In the full mode it takes part in mutual TLS (RFC 8705). */
  readonly https?: boolean
  /** True: registration asks for an initial access token (RFC 7591 section 3). */
  readonly closed?: boolean
  /** Stands before the server, and may answer in its place. `answer` lets the server answer. */
  readonly gateway?: (incoming: IncomingMessage, outgoing: ServerResponse, answer: () => void) => void
}

export interface ReferenceServerOptions extends StartOptions {
  /** `airlock` (default): as Airlock IAM's documentation shows. `full`: as the RFCs ask. `smart`: as SMART App Launch asks of backend services. */
  readonly mode?: Mode
  /** Paths to replace: an issuer with a path of its own, metadata elsewhere. */
  readonly paths?: Partial<Paths>
  /** Rules to replace. */
  readonly rules?: Partial<Rules>
}

export interface ReferenceServer {
  readonly baseUrl: string
  readonly issuer: string
  /** URLs of the endpoints, as a target file may name them. */
  readonly endpoints: Readonly<Partial<Record<EndpointName, string>>>
  /** URL of another resource, which the scope of test clients does not reach. */
  readonly secondResource: string
  /** URL of the protected resource. It asks for a client certificate where the server takes any. */
  readonly resource: string
  /** When the server speaks https: the authority to trust, and a client certificate by it. PEM. */
  readonly tls?: { readonly ca: string } & Pair
  /** When the server speaks https: where its host answers without TLS, if it does. */
  readonly plainHttp?: string
  readonly close: () => Promise<void>
  /** Does what only an operator can do: see Supplies. */
  readonly enrol: () => Promise<Supplies>
  /** Makes a client by hand for the keys of a JWK Set, or for those at a URL, and returns its id. */
  readonly admit: (keys: KeyPlace) => string
  /** The same for a key that is made for it. */
  readonly admitWithKey: () => Promise<Admitted>
  /** Lets the server know an issuer of authorization grants, and trust it or not (RFC 7523 section 2.1). */
  readonly trust: (enabled: boolean) => Promise<Trusted>
  /** What an exchanged token can be for (RFC 8693 section 2.1). */
  readonly audiences: { readonly main: string; readonly other: string }
  /** Requests received so far. */
  readonly requests: () => number
}

/** Starts an authorization server on 127.0.0.1. Rejects when the port is taken. */
export async function startReferenceServer(options: ReferenceServerOptions = {}): Promise<ReferenceServer> {
  const { mode = 'airlock', port = 0, delayMs = 0 } = options
  const rules = { ...rulesOf(mode, options.profile), ...options.rules }
  // Not awaited: an RSA key takes longer than everything else, and only tokens and the JWK Set need it.
  const key = options.key ?? keyOfServer(mode, options.profile)
  const paths = { ...pathsOf(mode), ...options.paths }
  const tls = options.https ? await throwAway() : undefined
  let statementKey: Promise<SigningKey> | undefined
  const memory: Memory = {
    clients: new Map(),
    tokens: new Map(),
    revoked: new Set(),
    proofs: new Set(),
    assertions: new Set(),
    clientKeys: new Map(),
    documents: new Map(),
    refreshTokens: new Map(),
    issuers: new Map(),
    statementKey: () => {
      statementKey ??= createSigningKey('airlock')
      return statementKey
    },
    ...(options.closed ? { initialAccessToken: randomText(43) } : {}),
  }
  const context = (): Context => {
    const baseUrl = options.front?.url ?? `${tls ? 'https' : 'http'}://127.0.0.1:${portOf(server)}`
    const aliases = mutual ? { mutual: `https://127.0.0.1:${portOf(mutual)}` } : {}
    return { rules, state: { mode, baseUrl, issuer: `${baseUrl}${paths.issuer}`, ...aliases, paths, key, ...memory } }
  }
  let requests = 0
  const answer = createApp(paths, context, delayMs)
  const { gateway = (_incoming, _outgoing, next) => next() } = options
  const receive: RequestListener = (incoming, outgoing) => {
    requests += 1
    gateway(incoming, outgoing, () => answer(incoming, outgoing))
  }
  const secure = tls && { ...rules.tlsOptions(), ...(await rules.serverCertificate(tls)) }
  const answersHello = rules.answersHello()
  const speak = (options: Parameters<typeof createTlsServer>[0]): Server => {
    const spoken = createTlsServer(options, receive)
    return answersHello === undefined ? spoken : frontOf(spoken, answersHello)
  }
  const server: Server = secure ? speak(secure) : createServer(receive)
  const mutual = tls && mode === 'full' ? speak({ ...secure, ...mutualOptions(tls, rules) }) : undefined
  await listen(server, port)
  options.front?.lead(portOf(server))
  if (mutual) await listen(mutual, 0)
  const { baseUrl, issuer, mutual: mutualUrl = baseUrl } = context().state
  const plain = tls && (await openPlain(rules.answersPlain(), baseUrl, receive))
  const url = (name: EndpointName): [EndpointName, string] => [name, `${baseUrl}${paths[name]}`]
  const endpoints = Object.fromEntries(nameable.map(url))
  return {
    baseUrl,
    issuer,
    endpoints,
    resource: `${mutualUrl}${paths.resource}`,
    secondResource: `${mutualUrl}${paths.second_resource}`,
    ...(tls ? { tls: { ca: tls.ca, ...tls.client } } : {}),
    ...(plain ? { plainHttp: plain.url } : {}),
    close: async () => {
      await Promise.all([server, ...(mutual ? [mutual] : []), ...(plain ? [plain.server] : [])].map(stop))
    },
    enrol: () => enrol(context()),
    admit: (keys) => admit(context(), keys),
    admitWithKey: () => admitWithKey(context()),
    audiences: resourcesOf(context()),
    trust: (enabled) => trustIssuer(context(), enabled),
    requests: () => requests,
  }
}

/** The port without TLS. A closed one is free again, so that whoever connects is refused. */
async function openPlain(answers: AnswerPlain | 'closed', secure: string, receive: RequestListener) {
  const closed = answers === 'closed'
  const server = createServer((incoming, outgoing) => {
    if (!closed) answers(incoming, outgoing, { secure, answer: () => receive(incoming, outgoing) })
  })
  await listen(server, 0)
  const url = `http://127.0.0.1:${portOf(server)}`
  if (closed) await stop(server)
  return { url, server }
}

/** A certificate is asked for, and whoever has none, or one that nobody vouches for, may go on (RFC 8705 section 6.1). */
const mutualOptions = ({ ca }: ThrowAway, rules: Rules) => ({
  ca,
  requestCert: rules.requestsCertificate(),
  rejectUnauthorized: false,
})

const open = new WeakMap<Server, Set<Socket>>()

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const sockets = new Set<Socket>()
    open.set(server, sockets)
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of open.get(server) ?? []) socket.destroy()
  })

/** The port of a listening TCP server. */
function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
