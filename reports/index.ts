import { type Format, type FormatName, formatNames } from './format.ts'
import { renderJson } from './json.ts'
import { renderJunit } from './junit.ts'
import { renderPretty } from './pretty.ts'

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
}

/** True when a name from the command line is one of `formats`. */
export function isFormatName(name: string): name is FormatName {
  return formatNames.some((known) => known === name)
}
