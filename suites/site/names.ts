import type { ServerName } from './model.ts'

/** What a version at the end of a folder's name looks like: 26.7.3, v1.10.0-rc.1, 7.1.2.RELEASE. */
const versioned =
  /^(?<name>.+?)-(?<version>v?\d+(?:\.\w+)*(?:-(?:rc|alpha|beta|m|pre|dev|snapshot)[\w.]*)*(?:\+[\w.]+)?)$/iu

/** "keycloak-26.7.3" -> keycloak, 26.7.3. A name without a version is a name. */
export function nameAndVersion(folder: string): ServerName {
  const { name, version } = versioned.exec(folder)?.groups ?? {}
  return name === undefined || version === undefined ? { name: folder } : { name, version }
}

/** A name as part of a path or a fragment: letters, digits, ".", "_" and "-". Never empty, never a path of its own. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._]+/gu, '-')
    .replace(/\.{2,}/gu, '.')
    .replace(/^[-.]+|[-.]+$/gu, '')
  return slug === '' ? 'unnamed' : slug.slice(0, 100)
}

/** Slugs for names, in their order: a second one of the same gets a number. */
export function slugsOf(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const wanted = slugOf(name)
    let slug = wanted
    for (let n = 2; taken.has(slug); n += 1) slug = `${wanted}-${n}`
    taken.add(slug)
    return slug
  })
}

const collator = new Intl.Collator('en', { numeric: true })

/** In the order of people: 9 before 10. */
export const inOrder = (one: string, other: string): number =>
  collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0)
