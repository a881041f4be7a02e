import { InputError } from '../model/errors.ts'
import type { Target } from '../model/target.ts'
import { typedUrlProblem } from './url.ts'

/** What was typed has a scheme, so no file is meant. */
export const isUrl = (named: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//iu.test(named)

/** The target that a URL on the command line names: the profile says what it means. Throws InputError, with a fix, for what is no such URL. */
export function targetFromUrl(url: string): Target {
  const problem = typedUrlProblem(url, 'target')
  if (problem !== undefined) throw new InputError([problem])
  return {
    named: url,
    url,
    parameters: {},
    endpoints: {},
    headers: {},
    tls: {},
    capabilities: { add: [], remove: [] },
    limits: {},
    allowHttp: false,
    allowDocumentationHosts: false,
  }
}
