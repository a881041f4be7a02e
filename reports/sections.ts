/** A piece of what a catalogue row says of its place in a document, with the address of the section that it names. */
export interface SectionPart {
  readonly text: string
  readonly url?: string
}

const rfcUrl = (number: string): string => `https://www.rfc-editor.org/rfc/rfc${number}`

/** Documents whose sections have no addresses that follow from their numbers: the whole document is linked. */
const whole: Readonly<Record<string, string>> = {
  'OpenID Connect Core 1.0': 'https://openid.net/specs/openid-connect-core-1_0.html',
  'OpenID Connect Discovery 1.0': 'https://openid.net/specs/openid-connect-discovery-1_0.html',
  'OpenID Connect Dynamic Client Registration 1.0': 'https://openid.net/specs/openid-connect-registration-1_0.html',
  'FAPI 2.0 Security Profile': 'https://openid.net/specs/fapi-security-profile-2_0-final.html',
  'MCP Authorization': 'https://modelcontextprotocol.io/specification',
}

/** What "(RFC 7519)" or a semicolon ends is about one document. */
const clause = /.+?(?:\(RFC (\d+)\)|;|$)/gu
/** A number such as 4.1.4 or A.1, with the item of its list as in "3 (4)", or the document of what follows as in "with RFC 6749 5.1". */
const piece =
  /RFC (?<ahead>\d+) (?=[\dA-Z])|(?<![\w.(-]|RFC )(?<number>(?:\d+|[A-Z])(?:\.\d+)*)(?![\w-])(?: \([\dA-Z][\dA-Z, ]*\))?/gu

/** Where a document is read. Undefined where it has no public address that we know. */
function documentUrl(source: string): string | undefined {
  const rfc = /^RFC (\d+)$/u.exec(source)?.[1]
  if (rfc !== undefined) return rfcUrl(rfc)
  return source.startsWith('draft-') ? `https://datatracker.ietf.org/doc/html/${source}` : whole[source]
}

/** "2.1, 2.2 (RFC 7592), A": the text of a catalogue row in pieces, each section with its address. */
export function sectionParts(source: string, section: string): readonly SectionPart[] {
  const own = documentUrl(source)
  if (!/^(?:RFC|draft-)/u.test(source)) return own === undefined ? [{ text: section }] : [{ text: section, url: own }]
  return [...section.matchAll(clause)].flatMap(([text, rfc]) => partsOf(text, rfc === undefined ? own : rfcUrl(rfc)))
}

function partsOf(text: string, named: string | undefined): readonly SectionPart[] {
  const parts: SectionPart[] = []
  let [end, document] = [0, named]
  for (const found of text.matchAll(piece)) {
    const { ahead, number } = found.groups ?? {}
    if (found.index > end) parts.push({ text: text.slice(end, found.index) })
    end = found.index + found[0].length
    if (ahead !== undefined) document = rfcUrl(ahead)
    const url = number === undefined || document === undefined ? undefined : `${document}#${fragment(number)}`
    parts.push({ text: found[0], ...(url === undefined ? {} : { url }) })
  }
  return end < text.length ? [...parts, { text: text.slice(end) }] : parts
}

/** "RFC 6749 section 5.2". A rule of the user's own may stand in no section: then its rules alone. */
export const citation = ({ source, section }: { readonly source: string; readonly section: string }): string =>
  section === '' ? source : `${source} section ${section}`

const fragment = (number: string): string => `${/^\d/u.test(number) ? 'section' : 'appendix'}-${number}`

/** The first section that has an address, else the document. */
export const sourceUrl = (source: string, section: string): string | undefined =>
  sectionParts(source, section).find(({ url }) => url !== undefined)?.url ?? documentUrl(source)
