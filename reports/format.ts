import type { FinishedRun } from '../suites/model/report.ts'

/** What `--report NAME` accepts. */
export const formatNames = [
  'pretty',
  'json',
  'junit',
  'html',
  'markdown',
  'github',
  'ctrf',
  'sarif',
  'ndjson',
  'badge',
  'har',
  'prometheus',
] as const
export type FormatName = (typeof formatNames)[number]

/** Only `pretty` reads them; the other formats look the same everywhere. */
export interface RenderOptions {
  readonly color: boolean
  /** Columns of the terminal. */
  readonly width: number
  /** True: also list what is not applicable, and every check that shares a cause. */
  readonly verbose: boolean
}

export interface ReportFormat {
  /** Pure: the whole output as one string that ends in a newline. */
  readonly render: (run: FinishedRun, options: RenderOptions) => string
  /** A second page for a file that the CI server names by an environment variable. */
  readonly beside?: { readonly variable: string; readonly render: (run: FinishedRun) => string }
}
