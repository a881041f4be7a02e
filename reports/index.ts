import { renderBadge } from './badge.ts'
import { renderCtrf } from './ctrf.ts'
import { type Format, type FormatName, formatNames } from './format.ts'
import { renderGithub } from './github.ts'
import { renderHtml } from './html.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { renderNdjson } from './ndjson.ts'
import { renderPretty } from './pretty.ts'
import { renderSarif } from './sarif.ts'

export { type Format, type FormatName, formatNames } from './format.ts'

/** Every output format by the name that `--report` takes. A new format is one line here and its name in format.ts. */
export const formats: Readonly<Record<FormatName, Format>> = {
  pretty: { render: renderPretty, fileName: 'report.txt', about: 'for people, on a console' },
  json: {
    render: renderJson,
    fileName: 'report.json',
    about: 'everything, for programs: specs/schemas/report.schema.json',
  },
  junit: { render: renderJunit, fileName: 'junit.xml', about: 'for CI servers: one test case per check' },
  html: { render: renderHtml, fileName: 'report.html', about: 'for people, with every exchange: one file, no network' },
  markdown: { render: renderMarkdown, fileName: 'report.md', about: 'for pull requests' },
  github: {
    render: renderGithub,
    fileName: 'annotations.txt',
    about: 'for GitHub Actions: annotations, and the job summary',
    beside: { variable: 'GITHUB_STEP_SUMMARY', render: renderMarkdown },
  },
  ctrf: { render: renderCtrf, fileName: 'ctrf.json', about: 'Common Test Report Format' },
  sarif: { render: renderSarif, fileName: 'report.sarif', about: 'SARIF 2.1.0, for code scanning' },
  ndjson: {
    render: renderNdjson,
    fileName: 'events.ndjson',
    about: 'a stream of events, written while the run goes on: specs/schemas/event.schema.json',
  },
  badge: { render: renderBadge, fileName: 'badge.svg', about: 'SVG with profile, conclusion and date' },
}

/** True when a name from the command line is one of `formats`. */
export function isFormatName(name: string): name is FormatName {
  return formatNames.some((known) => known === name)
}
