import { badgeSvg, renderBadge } from '../../reports/badge.ts'
import { shown } from '../../reports/text.ts'
import { dayOf, newestBy, runBy } from './gather.ts'
import { oldAfterDays, type Site, type SiteFile, type SiteRun, type SiteServer } from './model.ts'
import { slugOf } from './names.ts'
import { isOld } from './parts.ts'
import { paths } from './paths.ts'
import { differsByLimitationOnly } from './share.ts'

/** For what is neither a fault nor a proof. */
const grey = '#5b6570'

/** The badge of the newest version; its address stays the same. Undefined where the profile was not tried. */
export const badgeName = (server: SiteServer, profile: string): string | undefined =>
  newestBy(server, profile) === undefined ? undefined : `${server.slug}_${slugOf(profile)}`

/** A badge for each server and profile, of the newest version and of each one. */
export function badges(site: Site): readonly SiteFile[] {
  return site.servers.flatMap((server) =>
    site.profiles.flatMap((profile) => {
      const name = badgeName(server, profile)
      const newest = newestBy(server, profile)
      if (name === undefined || newest === undefined) return []
      const each = server.versions.flatMap((version) => {
        const run = runBy(version, profile)
        const own = `${server.slug}_${version.slug}_${slugOf(profile)}`
        return run === undefined
          ? []
          : [{ path: paths.badge(own), text: badge(site, server.title, version.label, run) }]
      })
      return [{ path: paths.badge(name), text: badge(site, server.title, newest.version.label, newest.run) }, ...each]
    }),
  )
}

function badge(site: Site, title: string, label: string, run: SiteRun): string {
  const { report } = run
  const left = shown(`grantcheck ${report.profile.id} ${report.profile.version}`, 60)
  const of = shown(`${title} ${label}`, 100)
  const neutral = (right: string): string => badgeSvg({ left, right, title: `${left}: ${right}, ${of}`, colour: grey })
  if (isOld(site, run)) return neutral(`${dayOf(run)}, older than ${oldAfterDays} days`)
  if (differsByLimitationOnly(report)) return neutral(`limitation not upheld ${dayOf(run)}`)
  const product = { name: title, version: label }
  const named = { ...report, target: { ...report.target, product } }
  return renderBadge({ report: named, exchanges: [], repeat: run.repeat, placeOf: (at) => at })
}
