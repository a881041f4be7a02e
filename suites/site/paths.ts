import { slugOf } from './names.ts'

/** Where each page of the site is. */
export const paths = {
  home: 'index.html',
  requirements: 'requirements/index.html',
  findings: 'findings/index.html',
  search: 'search.html',
  profile: (id: string): string => `profiles/${slugOf(id)}.html`,
  server: (slug: string): string => `servers/${slug}.html`,
  requirement: (id: string): string => `requirements/${fileOf(id)}.html`,
  document: (source: string): string => `documents/${slugOf(source)}.html`,
  finding: (id: string): string => `findings/${fileOf(id)}.html`,
  changes: (server: string, before: string, after: string): string => `changes/${server}_${before}_${after}.html`,
  target: (slug: string): string => `targets/${slug}.yaml.txt`,
  data: (name: string): string => `data/${name}`,
  badge: (name: string): string => `badges/${name}.svg`,
} as const

/** "index" is taken by the list. */
const fileOf = (id: string): string => (slugOf(id) === 'index' ? 'index-1' : slugOf(id))

/** From a page to a file of the site. */
export const relative = (from: string, to: string): string => `${'../'.repeat(from.split('/').length - 1)}${to}`
