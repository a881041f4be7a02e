import type { Exchange } from '../model/evidence.ts'
import type { Report } from '../model/report.ts'

/** One judged run, as the site needs it. */
export interface SiteRun {
  readonly report: Report
  /** Those that findings point at. Empty where only a report is there. */
  readonly exchanges: readonly Exchange[]
  /** Of which software, in which version. */
  readonly server: ServerName
  /** The file that it was read from, for the command that judges it again. */
  readonly file: string
  /** True: the file is evidence, which anybody can judge again. */
  readonly isEvidence: boolean
  /** The command that repeats scenarios. */
  readonly repeat: (...scenarios: readonly string[]) => string
}

export interface ServerName {
  readonly name: string
  /** Absent: the day of the run tells its results apart. */
  readonly version?: string
}

/** What people say about a server, and no run can know. */
export interface ServerAbout {
  readonly title?: string
  /** Where the software is from. */
  readonly source?: string
  /** The target file: the configuration that was judged. */
  readonly target?: { readonly name: string; readonly text: string }
  /** The command that starts this configuration and runs the suite. */
  readonly command?: string
  readonly notes: readonly string[]
  readonly reviews: readonly ServerReview[]
}

/** What a person said about findings. */
export interface ServerReview {
  readonly title: string
  /** Check ids; "*" stands for any text. */
  readonly checks: readonly string[]
  readonly judgement: string
  readonly says: string
  /** Threads of the project, or its documentation. */
  readonly known: readonly string[]
}

/** All that a site is made from. */
export interface SiteInput {
  readonly title: string
  readonly runs: readonly SiteRun[]
  /** By the name of the server. */
  readonly about: Readonly<Record<string, ServerAbout>>
  /** As of which moment results are old or not. ISO 8601. */
  readonly now: string
  /** Version of grantcheck that makes the site. */
  readonly tool: string
}

/** A file of the site, with "/" in its path. */
export interface SiteFile {
  readonly path: string
  readonly text: string
}

/** A server in one version: its newest result for each profile. */
export interface SiteVersion {
  readonly label: string
  readonly slug: string
  /** In the order of the site's profiles. */
  readonly runs: readonly SiteRun[]
}

export interface SiteServer {
  readonly name: string
  readonly slug: string
  readonly title: string
  readonly about: ServerAbout
  /** The oldest first. */
  readonly versions: readonly SiteVersion[]
  readonly newest: SiteVersion
}

export interface Site {
  readonly title: string
  readonly now: string
  readonly tool: string
  readonly servers: readonly SiteServer[]
  /** The one that most servers have been judged by first. */
  readonly profiles: readonly string[]
  readonly results: number
  /** Results that a newer one of the same server, version and profile replaces. */
  readonly replaced: number
}

/** Results older than this are marked. */
export const oldAfterDays = 90
