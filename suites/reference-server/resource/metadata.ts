import type { JsonObject } from '../../model/json.ts'
import { resourcesOf } from '../access/resources.ts'
import type { Context } from '../state.ts'
import { jsonReply, type Reply } from '../wire/reply.ts'

/** Metadata of the protected resource (RFC 9728). */
export interface ResourceMetadataRules {
  readonly resourceDocument: (context: Context) => JsonObject
  /** The URL that challenges of the resource name (RFC 9728 section 5.1). Undefined: none. */
  readonly resourceMetadataUrl: (context: Context) => string | undefined
}

declare module '../state.ts' {
  interface Rules extends ResourceMetadataRules {}
}

export const resourceMetadataRules: ResourceMetadataRules = {
  resourceDocument: (context) => ({
    resource: resourcesOf(context).main,
    authorization_servers: [context.state.issuer],
    scopes_supported: context.rules.scopesSupported(),
    bearer_methods_supported: ['header'],
  }),
  resourceMetadataUrl: () => undefined,
}

export const fullResourceMetadataRules = {
  resourceMetadataUrl: ({ state }) => `${state.mutual ?? state.baseUrl}${state.paths.resource_metadata}`,
} satisfies Partial<ResourceMetadataRules>

/** GET of the metadata document of the protected resource (RFC 9728 section 3.2). */
export const resourceMetadataEndpoint = async (context: Context): Promise<Reply> =>
  jsonReply(200, context.rules.resourceDocument(context))
