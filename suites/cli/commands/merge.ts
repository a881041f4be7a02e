import { resolve } from 'node:path'
import { InputError } from '../../model/errors.ts'
import { writeIndex } from '../fleet/folder.ts'
import { copyTargets, mergedIndex, readParts } from '../fleet/merge.ts'
import { parseFleetOutputs, resultStream, writeFleetReports } from '../fleet/outputs.ts'
import type { Io } from '../io.ts'
import { checkWritable } from '../outputs.ts'

export interface MergeCommand {
  readonly folders: readonly string[]
  readonly out: string
  readonly report: readonly string[]
  readonly onlyWorse?: boolean
  readonly verbose?: boolean
}

/** Joins the folders of a fleet that was run in parts: one folder, one table, one exit code. Throws InputError where they do not belong together. */
export async function merge(options: MergeCommand, io: Io): Promise<number> {
  const outputs = parseFleetOutputs(options.report)
  if (options.folders.some((folder) => resolve(folder) === resolve(options.out)))
    throw new InputError([{ message: `${options.out} is one of the parts`, fix: 'Choose another folder with --out.' }])
  const parts = await readParts(options.folders)
  const index = mergedIndex(parts, options.onlyWorse === true)
  if (index === undefined) throw new InputError([{ message: 'there is nothing to merge', fix: 'Name the folders.' }])
  await checkWritable(
    [`${options.out}/fleet.json`, ...outputs.flatMap(({ path }) => path ?? [])],
    options.folders.map((folder) => `${folder}/fleet.json`),
  )
  await copyTargets(parts, index, options.out)
  await writeIndex(options.out, index)
  resultStream(outputs, io).end(index)
  await writeFleetReports(outputs, index, io, options.verbose === true)
  return index.exitCode
}
