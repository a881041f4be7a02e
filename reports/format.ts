import type { FinishedRun } from '../suites/model/report.ts'

/** What `--report NAME` accepts. To come: html, markdown, github, ctrf, sarif, ndjson. */
export const formatNames = ['pretty', 'json', 'junit'] as const
export type FormatName = (typeof formatNames)[number]

/** Only `pretty` reads them; the other formats look the same everywhere. */
export interface RenderOptions {
  readonly color: boolean
  /** Columns of the terminal. */
  readonly width: number
  /** True: also list what is not applicable, and every check that shares a cause. */
  readonly verbose: boolean
}

export interface Format {
  /** Pure: the whole output as one string that ends in a newline. */
  readonly render: (run: FinishedRun, options: RenderOptions) => string
  /** Suggested name when the report goes to a folder. */
  readonly fileName: string
  /** One line for `--help`. */
  readonly about: string
}
