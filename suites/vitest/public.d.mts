/** What to run. */
export interface GrantcheckOptions {
  /** Issuer or base URL, or the path of a target file. */
  readonly target: string
  /** Name of a shipped profile or path of a profile file. Default: the target file's, else `rfc`. */
  readonly profile?: string
  /** Parameters of the profile. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>
  /** Globs of scenario ids. */
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly seed?: number
  readonly concurrency?: number
  /** Milliseconds for one answer. Default 10 000. */
  readonly timeout?: number
}

/**
 * Runs a profile against a target, then declares one Vitest test per check: failed checks fail with a code frame that points into the
 * YAML, checks that are not applicable are skipped with the reason. Await it at the top level of a test file.
 */
export function grantcheck(options: GrantcheckOptions): Promise<void>
