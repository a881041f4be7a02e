import { InputError } from '../model/errors.ts'
import type { Profile } from '../model/profile.ts'
import type { Target } from '../model/target.ts'
import { checkUrl } from './url.ts'

/**
 * The target that a URL on the command line names: the issuer, or the base URL where the profile asks for one (then
 * without slashes at its end). Throws InputError, with a fix, for what is no such URL.
 */
export function targetFromUrl(url: string, kind: Profile['target'] = 'issuer'): Target {
  const checked = checkUrl(url, kind === 'issuer' ? 'issuer' : 'base URL')
  if (!checked.ok) throw new InputError([{ message: checked.message, fix: checked.fix }])
  return {
    named: url,
    ...(kind === 'issuer' ? { issuer: url } : { baseUrl: url.replace(/\/+$/, '') }),
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
