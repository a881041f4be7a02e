import { isObject } from '../../decode/json.ts'
import { endpointMembers } from '../../drive/discover/endpoints.ts'
import { fromMetadata } from '../../drive/discover/from-metadata.ts'
import type { TargetFacts } from '../../model/evidence.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { capabilities, endpointNames } from '../../model/vocabulary.ts'

/** What the run took from the metadata document has to be what the recorded document says. */
export function contradictedDocument(facts: TargetFacts, metadata: Json | undefined): readonly string[] {
  if (facts.metadata?.unused !== undefined || facts.blocker !== undefined) return []
  const document = isObject(metadata) ? metadata : undefined
  return [...endpoints(facts, document), ...offers(facts, document)]
}

/** Capabilities that the target file removes although the server's own metadata advertises them. */
export function removedThoughAdvertised(facts: TargetFacts, metadata: Json | undefined): readonly string[] {
  const document = isObject(metadata) ? metadata : undefined
  const shown = fromMetadata(document === undefined ? {} : { metadata: document })
  const advertised = (name: string): boolean => {
    const member = Object.entries(endpointMembers).find(([endpoint]) => endpoint === name)?.[1]
    return member !== undefined && document?.[member] !== undefined
  }
  return removed(facts).filter((name) => advertised(name) || shown[name]?.offered === true)
}

/** Capabilities that the target file removes. */
export const removed = ({ capabilities: known }: TargetFacts): readonly (typeof capabilities)[number][] =>
  capabilities.filter((name) => known[name]?.because === 'the target file removes it')

function endpoints(facts: TargetFacts, document: JsonObject | undefined): readonly string[] {
  return endpointNames.flatMap((name) => {
    const member = endpointMembers[name]
    const fact = facts.endpoints[name]
    const published = member === undefined ? undefined : document?.[member]
    if (member === undefined || fact?.from === 'target file') return []
    const url = typeof published === 'string' && URL.canParse(published) ? published : undefined
    if (fact?.from === 'metadata' && fact.url !== url)
      return [`the ${name} endpoint is ${fact.url} "from the metadata", where ${member} is ${url ?? 'absent'}`]
    if (url !== undefined && fact?.url !== url)
      return [`the metadata document names ${url} as ${member}, and the run used ${fact?.url ?? 'none'}`]
    return []
  })
}

function offers(facts: TargetFacts, document: JsonObject | undefined): readonly string[] {
  const shown = fromMetadata(document === undefined ? {} : { metadata: document })
  const fromDocument = capabilities.flatMap((name) => {
    const [said, is] = [facts.capabilities[name], shown[name]]
    if (said === undefined || is === undefined || said.because === is.because || elsewhere(said.because)) return []
    return [`the run took ${name} as ${word(said)} since "${said.because}", and the document says "${is.because}"`]
  })
  const turned = capabilities.filter((name) => {
    const [said, is] = [facts.capabilities[name], shown[name]]
    return said !== undefined && is !== undefined && said.because === is.because && said.offered !== is.offered
  })
  const known = (['jwks', 'introspection', 'revocation', 'registration'] as const).filter((name) => {
    const fact = facts.capabilities[name]
    return facts.endpoints[name] !== undefined && fact?.offered === false && !elsewhere(fact.because)
  })
  return [...fromDocument, ...[...turned, ...known].map((name) => `${name} is recorded as the contrary of its reason`)]
}

/** Reasons that do not lie in the document: the target file, the profile, or what a request showed. */
const elsewhere = (because: string): boolean =>
  !/^(metadata|grant_types_supported|authorization_grant|token_endpoint_auth|the default of|there is no metadata|the .* endpoint is known|neither the|no source)/u.test(
    because,
  )

const word = ({ offered }: { readonly offered: boolean }): string => (offered ? 'offered' : 'not offered')
