import type { EndpointFact } from '../model/evidence.ts'

/** What the server calls an endpoint: the URL that it publishes, also where the target file sends requests to another one. */
export const publishedUrl = (endpoint: EndpointFact | undefined): string | undefined =>
  endpoint?.published ?? endpoint?.url
