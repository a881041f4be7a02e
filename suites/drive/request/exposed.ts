import type { Target } from '../../model/target.ts'

/**
 * The entry of the target file whose secret a URL shows; undefined when it shows none. A URL stands in the logs of every server on the way, so the secret
 * would have to be changed after the run.
 */
export function exposedIn(url: string, target: Target): string | undefined {
  if (target.exposeSecrets) return undefined
  const shown = [...new URL(url).searchParams.values()]
  const secrets: readonly (readonly [string, string | undefined])[] = [
    ['client', target.client?.client_secret],
    ['secondClient', target.secondClient?.client_secret],
    ['introspectionClient', target.introspectionClient?.client_secret],
    ['initialAccessToken', target.initialAccessToken],
    ['refreshToken', target.refreshToken],
    ['softwareStatement', target.softwareStatement],
    ['subjectToken', target.subjectToken],
  ]
  return secrets.find(([, secret]) => secret !== undefined && shown.includes(secret))?.[0]
}
