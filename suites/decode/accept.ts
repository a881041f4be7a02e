/**
 * Whether an Accept header (RFC 9110 section 12.5.1) lets the answer be of this media type: by name, by its kind or by any, of which the most
 * specific one counts. No field at all takes everything.
 */
export function accepts(fields: readonly string[], type: string): boolean {
  const ranges = fields
    .join(',')
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '')
  if (ranges.length === 0) return true
  const [kind] = type.split('/')
  for (const wanted of [type, `${kind}/*`, '*/*']) {
    const found = ranges.find((each) => each.split(';')[0]?.trim() === wanted)
    if (found !== undefined) return !/;\s*q=0(?:\.0{0,3})?\s*(?:;|$)/u.test(found)
  }
  return false
}
