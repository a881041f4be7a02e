import { appendFileSync, writeFileSync } from 'node:fs'
import { type FleetFormatName, fleetFormatNames, fleetFormats } from '../../../reports/fleet/index.ts'
import { closest } from '../../decode/closest.ts'
import { InputError } from '../../model/errors.ts'
import type { FleetIndex, FleetResult } from '../../model/fleet.ts'
import type { Io } from '../io.ts'
import { namedPath, writeWhole } from '../outputs.ts'
import type { EachFormat, eachFiles } from './folder.ts'

/** A report about the whole fleet, or the stream of its results. */
export interface FleetOutput {
  readonly format: FleetFormatName | 'ndjson'
  readonly path?: string
}

const names: readonly string[] = [...fleetFormatNames, 'ndjson']

/** Reads `--report` values. Throws InputError for a format that does not exist, or two reports for stdout. */
export function parseFleetOutputs(values: readonly string[]): readonly FleetOutput[] {
  const outputs = (values.length === 0 ? ['pretty'] : values).map((value): FleetOutput => {
    const [name = '', ...rest] = value.split('=')
    const format = [...fleetFormatNames, 'ndjson' as const].find((each) => each === name)
    if (format === undefined)
      throw unknown('report about a fleet', name, names, 'Reports of each target: --each FORMAT.')
    return rest.length === 0 ? { format } : { format, path: namedPath(value, rest.join('=')) }
  })
  if (outputs.filter(({ path }) => path === undefined).length > 1) {
    const fix = 'Give all but one a path: --report junit=FILE.'
    throw new InputError([{ message: 'two reports cannot both go to stdout', fix }])
  }
  return outputs
}

/** Reads `--each` values: formats that are written into the folder of every target. */
export function parseEach(values: readonly string[]): readonly EachFormat[] {
  return values.map((name) => {
    const format = eachNames.find((each) => each === name)
    if (format === undefined) throw unknown('report of a target', name, eachNames, '')
    return format
  })
}

const eachNames = [
  'json',
  'html',
  'junit',
  'markdown',
  'pretty',
  'ctrf',
  'sarif',
  'badge',
  'har',
  'prometheus',
] as const
eachNames satisfies readonly (keyof typeof eachFiles)[]

function unknown(what: string, name: string, known: readonly string[], more: string): InputError {
  const near = closest(name, known)
  const guess = near === undefined ? '' : `Did you mean "${near}"? `
  return new InputError([
    {
      message: `there is no ${what} in the format "${name}"`,
      fix: `${guess}The formats are ${known.join(', ')}. ${more}`.trim(),
    },
  ])
}

/** Streams of results: a line for each target as soon as it is finished, the last line when the fleet is over. */
export function resultStream(
  outputs: readonly FleetOutput[],
  io: Io,
): { write(result: FleetResult): void; end(index: FleetIndex): void } {
  const streams = outputs.filter(({ format }) => format === 'ndjson')
  for (const { path } of streams) if (path !== undefined) writeFileSync(path, '')
  const tell = (line: object): void => {
    const text = `${JSON.stringify(line)}\n`
    for (const { path } of streams) path === undefined ? io.out(text) : appendFileSync(path, text)
  }
  return {
    write: (result) => tell({ event: 'target', ...result }),
    end: ({ entries: _, ...rest }) => tell({ event: 'finished', ...rest }),
  }
}

/** Writes every report of the fleet. */
export async function writeFleetReports(
  outputs: readonly FleetOutput[],
  index: FleetIndex,
  io: Io,
  verbose: boolean,
): Promise<void> {
  for (const { format, path } of outputs) {
    if (format === 'ndjson') continue
    const render = await fleetFormats[format]()
    const text = render(index, { color: path === undefined && io.color, width: io.width, verbose })
    if (path === undefined) io.out(text)
    else await writeWhole(path, text)
  }
}
