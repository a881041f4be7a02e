import { randomUUID } from 'node:crypto'
import { cp, mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InputError, type Problem } from '../../model/errors.ts'
import type { FleetIndex, FleetResult } from '../../model/fleet.ts'
import { fleetExitCode } from './exit-code.ts'
import { folderOf, readIndex, writeResult } from './folder.ts'

export interface FleetPart {
  readonly folder: string
  readonly index: FleetIndex
}

/** Reads the folders that parts of one fleet have left. Throws InputError when they do not belong together. */
export async function readParts(folders: readonly string[]): Promise<readonly FleetPart[]> {
  const parts: FleetPart[] = []
  const problems: Problem[] = []
  for (const folder of folders) {
    const index = await readIndex(folder)
    if (index === undefined)
      problems.push({ message: `${folder} has no fleet.json`, fix: 'Name folders that "grantcheck fleet" wrote.' })
    else parts.push({ folder, index })
  }
  const [first, ...others] = parts
  if (first !== undefined) problems.push(...others.flatMap((other) => strangeness(first, other)))
  const seen = new Map<string, string>()
  for (const { folder, index } of parts)
    for (const { id } of index.entries) {
      const twin = seen.get(id)
      if (twin !== undefined)
        problems.push({ message: `${id} is in ${twin} and in ${folder}`, fix: 'Name each part of a fleet once.' })
      seen.set(id, folder)
    }
  if (problems.length > 0) throw new InputError(problems)
  return parts
}

function strangeness(one: FleetPart, other: FleetPart): readonly Problem[] {
  const [a, b] = [one.index, other.index]
  const differ = (what: string): Problem => ({
    message: `${one.folder} and ${other.folder} have different ${what}`,
    fix: 'Merge parts of one fleet, run with one version.',
  })
  return [
    ...(a.fleet.title === b.fleet.title && a.fleet.targets === b.fleet.targets ? [] : [differ('fleets')]),
    ...(a.tool.specsDigest === b.tool.specsDigest ? [] : [differ('specifications')]),
    ...(a.shard?.count === b.shard?.count ? [] : [differ('numbers of parts')]),
  ]
}

/** One index for all parts. What a part has not run, and a part that is absent, stay open: a fleet with a hole is never conformant. */
export function mergedIndex(parts: readonly FleetPart[], onlyWorse: boolean): FleetIndex | undefined {
  const indexes = parts.map(({ index }) => index).toSorted((one, other) => placeOf(one) - placeOf(other))
  const [first] = indexes
  if (first === undefined) return undefined
  const round = randomUUID()
  const entries = interleaved(indexes.map((index) => index.entries)).map((each): FleetResult => ({ ...each, round }))
  const known = indexes.flatMap(({ open }) => open)
  const absent = first.fleet.targets - entries.length - known.length
  const open = [...known, ...(absent > 0 ? absentParts(indexes, absent) : [])]
  return {
    format: 1,
    tool: first.tool,
    fleet: first.fleet,
    round,
    startedAt: indexes.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.startedAt,
    durationMs: Math.max(...indexes.map(({ durationMs }) => durationMs)),
    exitCode: fleetExitCode(entries, { open: open.length, interrupted: false, onlyWorse }),
    entries,
    open,
    complete: open.length === 0,
  }
}

const placeOf = ({ shard }: FleetIndex): number => shard?.index ?? 0

/** The order of the fleet file, from which the parts have taken their targets in turn. */
function interleaved<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list.slice(place, place + 1))).flat()
}

/** The ids of their targets are not known here. */
function absentParts(indexes: readonly FleetIndex[], targets: number): readonly string[] {
  const count = indexes[0]?.shard?.count
  const there = indexes.map(placeOf)
  const lost = Array.from({ length: count ?? 0 }, (_, place) => place + 1).filter((place) => !there.includes(place))
  if (lost.length === 0) return [`${targets} targets of which no folder tells`]
  return lost.map((place) => `part ${place} of ${count}`)
}

/** Copies what each target has left. */
export async function copyTargets(parts: readonly FleetPart[], index: FleetIndex, out: string): Promise<void> {
  const from = new Map(
    parts.flatMap(({ folder, index: { entries } }) => entries.map(({ id }) => [id, folder] as const)),
  )
  for (const entry of index.entries) {
    const [source, target] = [folderOf(from.get(entry.id) ?? out, entry.id), folderOf(out, entry.id)]
    if (source !== target) {
      await rm(target, { recursive: true, force: true })
      await mkdir(dirname(target), { recursive: true })
      await cp(source, target, { recursive: true })
    }
    await writeResult(out, entry)
  }
}
