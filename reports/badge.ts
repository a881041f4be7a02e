import type { Conclusion, FinishedRun } from '../suites/model/report.ts'
import { headline, productOf, reasonOf, tone } from './claim.ts'
import { columns, shown } from './text.ts'

const colours: Readonly<Record<Conclusion, string>> = {
  conformant: '#1a7f37',
  nonconformant: '#c8302b',
  inconclusive: '#8a6100',
  invalid: '#6e40c9',
}

/**
 * An SVG badge: profile and its version, conclusion, date of the run. No percentage: a share of passed checks means nothing. A partial run has no
 * profile to show, and is never green.
 */
export function renderBadge({ report }: FinishedRun): string {
  const { profile, partial, complete } = report
  const left = shown(partial === undefined ? `grantcheck ${profile.id} ${profile.version}` : 'grantcheck', 60)
  const right = `${complete ? headline(report) : 'incomplete'} ${report.run.startedAt.slice(0, 10)}`
  const product = productOf(report.target)
  const known = report.baseline === undefined ? '' : ` (${shown(reasonOf(report))})`
  const title = `${left}: ${right}${product === undefined ? '' : `, ${product}`}${known}`
  return badgeSvg({ left, right, title, colour: complete ? colours[tone(report)] : colours.inconclusive })
}

/** Two fields of text, the right one on a colour that white stands out from. */
export function badgeSvg(badge: { left: string; right: string; title: string; colour: string }): string {
  const { left, right, colour } = badge
  const [one, other] = [width(left), width(right)]
  const total = one + other
  const label = escaped(`${left}: ${right}`)
  const title = escaped(badge.title)
  const text = (x: number, content: string): string =>
    `<text x="${x}" y="14" text-anchor="middle">${escaped(content)}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total}" height="20" role="img" aria-label="${label}">`,
    `<title>${title}</title>`,
    `<clipPath id="r"><rect width="${total}" height="20" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${one}" height="20" fill="#41474f"/><rect x="${one}" width="${other}" height="20" fill="${colour}"/></g>`,
    '<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">',
    text(one / 2, left),
    text(one + other / 2, right),
    '</g></svg>',
    '',
  ].join('\n')
}

/** About as wide as Verdana at 11 pixels draws it, with a margin. */
function width(text: string): number {
  return Math.round(columns(text) * 6.9 + 14)
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/gu, (character) => entities[character] ?? character)
}
