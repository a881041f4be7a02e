import { createHash } from 'node:crypto'
import type { FinishedRun } from '../suites/model/report.ts'
import { claimed, headline } from './claim.ts'
import { about } from './html/about.ts'
import { checks } from './html/checks.ts'
import { brief, html } from './html/escape.ts'
import { timeline } from './html/exchanges.ts'
import { findings } from './html/findings.ts'
import { limitations } from './html/limitations.ts'
import { overview, totals } from './html/overview.ts'
import { remarks } from './html/remarks.ts'
import { script } from './html/script.ts'
import { style } from './html/style.ts'

/**
 * The whole run as one page that needs nothing else: no request leaves it (its content security policy allows none), every text
 * of a server is escaped, and it reads without scripting and on paper. Each check, requirement and exchange has a fragment
 * identifier of its own that stays the same from run to run.
 */
export function renderHtml(run: FinishedRun): string {
  const { report } = run
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>grantcheck: ${headline(report)}, ${claimed(report)}, ${brief(report.target.named, 120)}</title>
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<main>
${overview(run)}
${findings(run)}
${limitations(report)}
${totals(report)}
${remarks(report)}
${checks(run)}
${timeline(run.exchanges)}
${about(report)}
<footer>Made by grantcheck ${report.tool.version}. Anyone can judge the same evidence again: <code>grantcheck judge EVIDENCE</code>. Tests show the presence of faults, not their absence.</footer>
</main>
<script>${{ html: script }}</script>
</body>
</html>
`
  return page.html
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
