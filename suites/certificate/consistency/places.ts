import type { Evidence } from '../../model/evidence.ts'

/** Requests go to the server that the evidence is of, or to where one of its answers points. */
export function foreignPlaces({ facts, declaration, exchanges }: Evidence): readonly string[] {
  const { issuer, baseUrl, endpoints } = facts
  const own = [
    issuer,
    baseUrl,
    declaration?.target.plainHttp,
    ...Object.values(endpoints).map((each) => each.url),
  ].flatMap((url) => originOf(url))
  const known = new Set(own)
  const wrong: string[] = []
  for (const { id, request, response } of exchanges) {
    const [origin = request.url] = originOf(request.url)
    if (!known.has(origin)) wrong.push(`exchange ${id} went to ${origin}, which is not a place of this server`)
    for (const named of response === undefined ? [] : originsIn('text' in response.body ? response.body.text : ''))
      known.add(named)
  }
  return wrong
}

const originOf = (url: string | undefined): readonly string[] =>
  url !== undefined && URL.canParse(url) ? [new URL(url).origin] : []

/** Such as that of a registration_client_uri (RFC 7592 section 3). */
function originsIn(text: string): readonly string[] {
  return (text.match(/https?:\\?\/\\?\/[^"\\/?#\s]{1,300}/gu) ?? []).flatMap((url) =>
    originOf(url.replaceAll('\\', '')),
  )
}
