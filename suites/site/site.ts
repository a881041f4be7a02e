import { badges } from './badges.ts'
import { dataFiles } from './data.ts'
import { gather } from './gather.ts'
import type { SiteFile, SiteInput } from './model.ts'
import { changePages } from './pages/changes.ts'
import { findingPages } from './pages/findings.ts'
import { homePages } from './pages/home.ts'
import { requirementPages } from './pages/requirements.ts'
import { searchPage } from './pages/search.ts'
import { serverPage } from './pages/server.ts'
import { paths } from './paths.ts'
import script from './site.mjs?raw'
import { style } from './style.ts'

/**
 * Judged runs -> the files of a static site. Pure: the same runs at the same moment give the same bytes. Nothing in it needs a server or a
 * request to anywhere else.
 */
export function siteFiles(input: SiteInput): readonly SiteFile[] {
  const site = gather(input)
  const targets = site.servers.flatMap(({ slug, about }) =>
    about.target === undefined ? [] : [{ path: paths.target(slug), text: about.target.text }],
  )
  const files = [
    ...homePages(site),
    ...site.servers.map((server) => serverPage(site, server)),
    ...requirementPages(site),
    ...findingPages(site),
    ...changePages(site),
    searchPage(site),
    ...targets,
    ...badges(site),
    ...dataFiles(site),
    { path: 'site.css', text: style },
    { path: 'site.js', text: script },
  ]
  // Two ids that are one name in a path would hide each other: the first one stays, as in every list.
  return [...new Map(files.toReversed().map((file) => [file.path, file])).values()].reverse()
}
