import { type FormatName, formatNames, type ReportFormat } from './format.ts'

export { type FormatName, formatNames, type ReportFormat } from './format.ts'

/** Every output format by the name that `--report` takes, loaded when it is asked for. A new format is one line here and its name in format.ts. */
export const formats: Readonly<Record<FormatName, () => Promise<ReportFormat>>> = {
  pretty: async () => ({ render: (await import('./pretty.ts')).renderPretty }),
  json: async () => ({ render: (await import('./json.ts')).renderJson }),
  junit: async () => ({ render: (await import('./junit.ts')).renderJunit }),
  html: async () => ({ render: (await import('./html.ts')).renderHtml }),
  markdown: async () => ({ render: (await import('./markdown.ts')).renderMarkdown }),
  github: async () => ({
    render: (await import('./github.ts')).renderGithub,
    beside: { variable: 'GITHUB_STEP_SUMMARY', render: (await import('./markdown.ts')).renderMarkdown },
  }),
  ctrf: async () => ({ render: (await import('./ctrf.ts')).renderCtrf }),
  sarif: async () => ({ render: (await import('./sarif.ts')).renderSarif }),
  ndjson: async () => ({ render: (await import('./ndjson.ts')).renderNdjson }),
  badge: async () => ({ render: (await import('./badge.ts')).renderBadge }),
  har: async () => ({ render: (await import('./har.ts')).renderHar }),
  prometheus: async () => ({ render: (await import('./prometheus.ts')).renderPrometheus }),
}

/** True when a name from the command line is one of `formats`. */
export function isFormatName(name: string): name is FormatName {
  return formatNames.some((known) => known === name)
}
