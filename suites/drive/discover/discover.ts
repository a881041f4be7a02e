import { readAnswer } from '../../decode/answer.ts'
import { isObject } from '../../decode/json.ts'
import type { Exchange, TargetFacts } from '../../model/evidence.ts'
import type { Profile } from '../../model/profile.ts'
import type { Target } from '../../model/target.ts'
import { guardTarget } from '../guard.ts'
import { wallClock } from '../http/clock.ts'
import { rateLimiter } from '../http/rate.ts'
import { createReach } from '../http/reach.ts'
import { createRecorder } from '../http/recorder.ts'
import { type RetryContext, sendWithRetry } from '../http/retry.ts'
import { tlsMaterial } from '../http/tls.ts'
import { openTransport } from '../http/transport.ts'
import { isOtherHost } from '../origins.ts'
import { addressesOf } from './addresses.ts'
import { type Asking, askingFor } from './asking.ts'
import { blockerOf } from './blocker.ts'
import { withLastWord } from './capabilities.ts'
import { factsOf, filledTemplates } from './facts.ts'
import { type FoundMetadata, findMetadata } from './find-metadata.ts'
import { metadataLocations } from './metadata-locations.ts'

export interface Discovery {
  readonly facts: TargetFacts
  /** All of them, in order. */
  readonly exchanges: readonly Exchange[]
  /** The exchange that delivered the metadata document. */
  readonly metadata?: Exchange
  readonly jwks?: Exchange
}

export interface DiscoverInput {
  readonly target: Target
  readonly profile: Profile
  /** For one exchange. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly version?: string
}

/**
 * Looks at a target without registering anything: metadata document and JWKS only. Throws InputError when nothing may be sent to
 * the target or a parameter is wrong; what the network does ends up in the facts.
 */
export async function discover(input: DiscoverInput): Promise<Discovery> {
  const { target, profile, timeoutMs, signal, version = '0' } = input
  guardTarget(target)
  const transport = openTransport({
    connections: 1,
    timeoutMs,
    tls: await tlsMaterial(target.tls),
    reach: createReach(target),
  })
  try {
    const recorder = createRecorder({ transport, limiter: rateLimiter(target.limits.rate), allowed: target, signal })
    return await discoverWith(
      { target, profile, asking: askingFor(target, version), wantsKeys: () => true },
      { recorder, signal, clock: wallClock },
    )
  } finally {
    await transport.close()
  }
}

/** A document as the run uses it. */
type ReadMetadata = FoundMetadata & {
  /** With the issuer that counts, where that is not what was typed. */
  readonly target?: Target
}

/**
 * A document that names an issuer on another host than the one that was asked for must not be used (RFC 8414 section 3.3). On the same host it is read all the same: one
 * wrong character is one finding, and credentials stay where they belong. Where a slash at the end is the whole difference, or the other one is its normal form (RFC 3986 sections 6.2.2 and 6.2.3),
 * both issuers have their metadata at this place (section 3.1), so the server may be right: what was typed gives way, and what a target file states is a question to whoever wrote it.
 */
function read(
  found: FoundMetadata | undefined,
  { issuer: expected, named }: TargetFacts,
  { target, profile }: Pick<Discovering, 'target' | 'profile'>,
): ReadMetadata | undefined {
  const issuer = found?.document.issuer
  if (found === undefined || expected === undefined || typeof issuer !== 'string') return found
  if (isOtherHost(issuer, expected)) {
    const unused = `the metadata document names the issuer ${issuer}, and ${expected} was asked for, so nothing of it is used (RFC 8414 section 3.3). If that is the server you mean, write into the target file: issuer: ${issuer}`
    return { ...found, document: {}, fact: { ...found.fact, unused } }
  }
  const difference = differenceOf(issuer, expected)
  if (difference === undefined) return found
  if (profile.target === 'issuer' && target.issuer === undefined) {
    const adopted = `the issuer is ${issuer}, as the server names itself; what was asked for, ${expected}, ${difference.typed}`
    const { url: _, ...rest } = target
    return { ...found, fact: { ...found.fact, adopted }, target: { ...rest, issuer } }
  }
  // What a template made of the base URL is the profile's word, and nobody's slip.
  if (target.entries === undefined || target.issuer !== expected) return found
  // The entry of a fleet is called by its issuer.
  const [stating, place] = named === expected ? ['the target', 'for this target'] : [named, `into ${named}`]
  const unused = `the metadata document names the issuer ${issuer}, and ${stating} names ${expected}: ${difference.stated} (RFC 8414 section 3.3). Where the server is wrong, correct its metadata; where it is right, write ${place}: issuer: ${issuer}`
  return { ...found, document: {}, fact: { ...found.fact, unused, misnamed: true } }
}

/**
 * In words, for one sentence about what was typed and one about both; undefined where the issuers differ in more than the form that a person gave to one of them: capitals in scheme or
 * host, a default port, dot segments. What the server publishes is taken as it is, since a blank or a line break in it is a fault.
 */
function differenceOf(issuer: string, expected: string): Readonly<Record<'typed' | 'stated', string>> | undefined {
  if (`${issuer}/` === expected || issuer === `${expected}/`)
    return { typed: 'differs by the slash at its end', stated: 'they differ by the slash at the end' }
  return issuer !== expected && URL.canParse(expected) && withoutSlash(new URL(expected).href) === withoutSlash(issuer)
    ? { typed: 'is the same URL, written in another way', stated: 'they are the same URL, written in two ways' }
    : undefined
}

const withoutSlash = (url: string): string => url.replace(/\/$/u, '')

interface Discovering {
  readonly target: Target
  readonly profile: Profile
  readonly asking: Asking
  /** Whether anybody will look at the published keys of such a target. */
  readonly wantsKeys: (facts: TargetFacts) => boolean
}

/** The same with the run's own connections and records. */
export async function discoverWith(
  { target, profile, asking, wantsKeys }: Discovering,
  context: RetryContext,
): Promise<Discovery> {
  const before = factsOf(target, profile)
  const templates = filledTemplates(target, profile, addressesOf(target, profile))
  const locations = metadataLocations(before.issuer, target.endpoints.metadata, templates.metadata)
  const found = read(await findMetadata(locations, asking, context), before, { target, profile })
  const facts = factsOf(found?.target ?? target, profile, found)
  const blocker = blockerOf(facts, context.recorder.all())
  const looks = blocker === undefined && wantsKeys(facts)
  const jwks = looks ? await fetchJwks(facts, asking, context) : undefined
  const known = looks ? withoutGuessedJwks(facts, jwks, target) : facts
  return {
    facts: blocker === undefined ? known : { ...facts, blocker },
    exchanges: context.recorder.all(),
    ...(found === undefined ? {} : { metadata: found.exchange }),
    ...(jwks === undefined ? {} : { jwks }),
  }
}

/** The signing keys (RFC 7517 section 5), once: scenarios and the attestation of signatures share this answer. */
async function fetchJwks(facts: TargetFacts, asking: Asking, context: RetryContext): Promise<Exchange | undefined> {
  const url = facts.endpoints.jwks?.url
  if (url === undefined || context.signal.aborted) return undefined
  const request = asking.get('jwks', url)
  const exchanges = await sendWithRetry({ owner: 'discovery', step: 'jwks', operation: 'jwks', request }, context)
  return exchanges.at(-1)
}

/** A profile's template is a guess: where no keys are, the target offers none. An advertised place without keys is a finding instead. */
function withoutGuessedJwks(facts: TargetFacts, jwks: Exchange | undefined, target: Target): TargetFacts {
  const { json, status } = readAnswer(jwks)
  if (facts.endpoints.jwks?.from !== 'profile' || (status === 200 && isObject(json) && Array.isArray(json.keys)))
    return facts
  const because = `no JWK Set is published where the profile expects it (${facts.endpoints.jwks.url})`
  return { ...facts, capabilities: withLastWord({ ...facts.capabilities, jwks: { offered: false, because } }, target) }
}
