import type { TargetOptions } from '../run/open-target.ts'
import { quote } from './quote.ts'

/** Builds the command line that repeats scenarios with the same invented data. Holds no secret: none is ever an option. */
export function repeatCommand(
  options: TargetOptions & { readonly demo?: boolean; readonly readOnly?: boolean },
  seed: number,
): (...scenarios: readonly string[]) => string {
  const words = [
    options.demo === true ? 'grantcheck demo' : 'grantcheck run',
    ...(options.target === undefined ? [] : [quote(options.target)]),
    ...(options.profile === undefined ? [] : ['--profile', quote(options.profile)]),
    ...options.set.flatMap((setting) => ['--set', quote(setting)]),
    ...(options.ca === undefined ? [] : ['--ca', quote(options.ca)]),
    ...(options.readOnly === true ? ['--read-only'] : []),
  ]
  return (...scenarios) => {
    const only = scenarios.flatMap((scenario) => ['--only', quote(scenario)])
    return [...words, ...only, '--seed', String(seed)].join(' ')
  }
}
