import { loadShipped } from '../load/shipped.ts'
import { shippedRoot } from '../load/shipped-root.ts'
import type { Problem } from '../model/errors.ts'

/**
 * Every problem of scenario, limitation, profile, target and requirement files, each with its place and a fix. Without files: of the
 * specifications that grantcheck ships. Never throws for what a file is.
 */
export async function lint(files: readonly string[] = []): Promise<readonly Problem[]> {
  // The linter, its YAML parser and schema compiler are large, and a program that only runs or judges needs none of them.
  if (files.length > 0) return (await import('../load/user-files.ts')).lintFiles(files, await loadShipped())
  return (await (await import('../load/specs.ts')).checkSpecs(shippedRoot())).problems
}
