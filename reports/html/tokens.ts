/** A signed token in evidence: header and payload as they were, and a tag in place of the signature. */
const token = /(?<![\w-])([\w-]{4,})\.([\w-]{4,})\.\[[a-z_]+#[0-9a-f]{4,}\]/gu

/** The readable parts of the JWTs in a text, each as indented JSON. What cannot be decoded is left out. */
export function tokensIn(text: string): readonly { readonly header: string; readonly claims: string }[] {
  return [...text.matchAll(token)].flatMap(([, header = '', claims = '']) => {
    const decoded = [jsonIn(header), jsonIn(claims)]
    const [first, second] = decoded
    return first === undefined || second === undefined ? [] : [{ header: first, claims: second }]
  })
}

/** Text without the encoded parts of tokens, its tags set apart: "[access_token #3f2a]". The decoded parts stand beside it. */
export function hideTags(text: string): string {
  return text
    .replace(token, (whole) => whole.replace(/^[\w-]+\.[\w-]+\./u, ''))
    .replace(/\[([a-z_]+)#([0-9a-f]{4,})\]/gu, '[$1 #$2]')
}

function jsonIn(part: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')), null, 2)
  } catch {
    return undefined
  }
}
