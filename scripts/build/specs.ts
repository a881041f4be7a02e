import { printProblems } from '../../suites/cli/print-problems.ts'
import { InputError } from '../../suites/model/errors.ts'
import { precompile } from './precompile.ts'

/** Precompiles the specifications of a folder into another. Where they have problems: nothing is written, and the text says them as `grantcheck lint` does. */
export async function buildSpecs(root: string, out: string): Promise<string | undefined> {
  try {
    await precompile(root, out)
    return undefined
  } catch (error) {
    if (error instanceof InputError) return printProblems(error.problems, false)
    throw error
  }
}
