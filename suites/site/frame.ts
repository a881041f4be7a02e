import { brief, type Html, html } from '../../reports/html/escape.ts'
import { count } from '../../reports/text.ts'
import type { Site, SiteFile } from './model.ts'
import { oldAfterDays } from './model.ts'
import { paths, relative } from './paths.ts'

/** A page before its frame. */
export interface SitePage {
  readonly path: string
  readonly title: string
  /** Above the heading: where this page stands. */
  readonly trail: readonly { readonly text: string; readonly path: string }[]
  readonly lead?: Html | string
  readonly body: Html
}

/** Nothing is loaded but the site's own style sheet, script and badges. The form sends to the list of everything, which is a file too. */
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'"

/** A page with what stands around each of them. */
export function framed(site: Site, { path, title, trail, lead, body }: SitePage): SiteFile {
  const to = (target: string): string => relative(path, target)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="grantcheck ${site.tool}">
<title>${brief(path === paths.home ? title : `${title} - ${site.title}`, 160)}</title>
<link rel="stylesheet" href="${to('site.css')}">
<script src="${to('site.js')}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar"><div><a class="brand" href="${to(paths.home)}">${brief(site.title, 80)}</a>
<nav aria-label="Site"><a href="${to(paths.home)}">Servers</a> <a href="${to(paths.requirements)}">Requirements</a> <a href="${to(paths.findings)}">Findings</a></nav>
<form role="search" action="${to(paths.search)}" method="get"><label><span class="vh">Search servers, requirements and findings</span><input type="search" name="q" placeholder="Search" autocomplete="off"></label><button>Search</button></form></div></header>
<main id="main">
${trail.length > 0 && html`<p class="trail">${trail.map((each) => html`<a href="${to(each.path)}">${brief(each.text, 80)}</a> / `)}</p>`}
<h1>${brief(title, 200)}</h1>
${lead !== undefined && html`<div class="intro">${typeof lead === 'string' ? html`<p>${lead}</p>` : lead}</div>`}
${body}
</main>
<footer><p>Each result is of one server in one version and one configuration, on one day. It says nothing of other configurations. A server with fewer findings may only offer less that can be judged.</p>
<p>Made by grantcheck ${site.tool} on <time datetime="${site.now}">${site.now.slice(0, 10)}</time> from ${count(site.results, 'result')}. Results older than ${oldAfterDays} days are marked. Anyone can judge the same evidence again: <code>grantcheck judge EVIDENCE</code>.</p></footer>
</body>
</html>
`
  return { path, text: page.html }
}
