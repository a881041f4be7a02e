import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import type { Path } from './path.ts'

/** Whether a place means a member's name or its value. */
export type Part = 'key' | 'value'

type Range = readonly [number, number]

/**
 * Offsets of the value, or of its key, at a JSON path. Follows aliases to what they stand for. A path that leads nowhere
 * gives the deepest place that exists, so that there is always something to show.
 */
export function rangeAt(document: Document, path: Path, part: Part): Range {
  let node: unknown = document.contents
  let range: Range = rangeOf(node) ?? [0, 1]
  for (const [depth, segment] of path.entries()) {
    const last = depth === path.length - 1
    const step = enter(document, node, segment)
    if (step === undefined) return firstOf(document, node) ?? range
    range = (last && part === 'key' ? step.key : undefined) ?? rangeOf(step.value) ?? step.key ?? range
    if (last && part === 'key') return range
    node = step.value
  }
  return firstOf(document, node) ?? range
}

function enter(
  document: Document,
  from: unknown,
  segment: string | number,
): { value: unknown; key?: Range } | undefined {
  const node = isAlias(from) ? from.resolve(document) : from
  if (isMap(node)) {
    const pair = node.items.find((each) => isScalar(each.key) && each.key.value === String(segment))
    if (pair === undefined) return undefined
    const key = rangeOf(pair.key)
    return { value: pair.value, ...(key === undefined ? {} : { key }) }
  }
  if (!isSeq(node)) return undefined
  const value: unknown = node.items[Number(segment)]
  return value === undefined ? undefined : { value }
}

/** A block mapping starts at its first key: underline that key rather than the whole block. */
function firstOf(document: Document, from: unknown): Range | undefined {
  const node = isAlias(from) ? from.resolve(document) : from
  if (!isMap(node) || node.flow) return undefined
  const pair: Pair<unknown, unknown> | undefined = node.items[0]
  return pair === undefined ? undefined : rangeOf(pair.key)
}

function rangeOf(node: unknown): Range | undefined {
  if (!isNodeWithRange(node)) return undefined
  return [node.range[0], Math.max(node.range[1], node.range[0] + 1)]
}

function isNodeWithRange(node: unknown): node is Node & { range: [number, number, number] } {
  return (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && Array.isArray(node.range)
}
