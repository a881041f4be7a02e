/** The kinds of reference server: `airlock` keeps the documented contract, under a base URL; `full` is a complete server, under an issuer; `smart` guards a FHIR server, under its base URL. */
export const modes = ['airlock', 'full', 'smart'] as const
export type Mode = (typeof modes)[number]

/** The reference server with one rule broken: what it breaks, not how. A check that does not notice it is worth nothing. */
export interface MutantFacts {
  readonly id: string
  /** Id of the requirement that it violates. */
  readonly breaks: string
  /** Ids of requirements that the same behaviour violates necessarily: `grantcheck prove` calls every other one an error. */
  readonly also?: readonly string[]
  /** Ids of the scenarios whose requests show it to a check about every answer of the run. */
  readonly shownIn?: readonly string[]
  /** What it does wrong, in one sentence. */
  readonly says: string
  /** A public report of a real server that did the same: OWNER/REPO #N. */
  readonly source?: string
  /** Ids of known vulnerabilities (specs/cves.yaml) that are this fault. */
  readonly cves?: readonly string[]
  readonly mode: Mode
  /** Id of the profile that the broken server claims, and is judged by. Default: the first that cites the requirement. */
  readonly profile?: string
  /** Parameters of that profile for the run. */
  readonly parameters?: Readonly<Record<string, string>>
  /** True: the server is reached by https. */
  readonly https?: true
  /** True: the target file does not claim RFC 9068 for the server's JWTs. */
  readonly plainJwt?: true
  /** True: the target file names the endpoints, because this server's metadata does not lead to them. */
  readonly endpointsNamed?: true
  /** True: the target file has all that an operator can supply, such as a refresh token, and registration is closed. */
  readonly supplied?: true
  /** True: the target file names no audience for a token exchange. */
  readonly withoutAudience?: true
}
