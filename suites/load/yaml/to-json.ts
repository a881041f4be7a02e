import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import type { Json } from '../../model/json.ts'

/** Something in a YAML document that is not the plain JSON data we read. Offsets into the text. */
export interface DataFault {
  readonly message: string
  readonly fix?: string
  readonly range: readonly [number, number]
}

const mostNodes = 100_000
const mostAliases = 100
const deepest = 60

/**
 * The document as JSON, and everything in it that JSON cannot say. Own walk instead of the library's, because it knows
 * the place of each fault and stops early where aliases multiply (a "YAML bomb").
 */
export function toJson(
  document: Document,
  root: Node,
): { readonly value: Json; readonly faults: readonly DataFault[] } {
  const walk = new Walk(document)
  const value = walk.node(root, 0)
  return { value, faults: walk.faults }
}

class Walk {
  readonly faults: DataFault[] = []
  private readonly document: Document
  private readonly open = new Set<Node>()
  private nodes = 0
  private aliases = 0
  private stopped = false

  constructor(document: Document) {
    this.document = document
  }

  node(node: Node, depth: number): Json {
    this.nodes += 1
    if (this.stopped) return null
    if (this.nodes > mostNodes) return this.stop(node, `more than ${mostNodes} values`)
    if (depth > deepest) return this.stop(node, `nested more than ${deepest} levels deep`)
    if (isAlias(node)) return this.alias(node, depth)
    if (isScalar(node)) return this.scalar(node, node.value)
    if (isSeq<Node>(node)) return this.within(node, () => node.items.map((item) => this.node(item, depth + 1)))
    if (isMap<Node, Node | null>(node)) return this.within(node, () => this.members(node.items, depth))
    return null
  }

  private within(node: Node, read: () => Json): Json {
    this.open.add(node)
    const value = read()
    this.open.delete(node)
    return value
  }

  private members(pairs: readonly Pair<Node, Node | null>[], depth: number): Json {
    const out: Record<string, Json> = Object.create(null)
    for (const pair of pairs) {
      if (this.stopped) break
      const name = this.key(pair.key)
      if (name !== undefined && Object.hasOwn(out, name))
        this.fault(pair.key, `duplicate key ${name}`, 'Keep one of the two.')
      if (name !== undefined) out[name] = pair.value === null ? null : this.node(pair.value, depth + 1)
    }
    return out
  }

  private key(key: Node): string | undefined {
    const name = isScalar(key) ? key.value : undefined
    if (name === '<<') {
      this.fault(key, 'merge keys (<<) are not part of YAML 1.2', 'Write the members out, or use an alias as a value.')
      return undefined
    }
    if (typeof name === 'string') return name
    this.fault(key, 'a key must be text', 'Put the key in quotes.')
    return undefined
  }

  private alias(alias: Node, depth: number): Json {
    this.aliases += 1
    if (this.aliases > mostAliases) return this.stop(alias, `more than ${mostAliases} aliases`)
    const target = isAlias(alias) ? alias.resolve(this.document) : undefined
    if (target === undefined) return this.fault(alias, 'this alias has no anchor before it')
    if (this.open.has(target)) return this.fault(alias, 'this alias refers to the value that it stands in')
    return this.node(target, depth + 1)
  }

  private scalar(node: Node, value: unknown): Json {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    return this.fault(node, 'this value has no form in JSON', 'Put it in quotes if text is meant.')
  }

  private stop(node: Node, what: string): null {
    this.stopped = true
    return this.fault(node, `the file unfolds to ${what}`, 'Use fewer aliases and less nesting.')
  }

  private fault(node: Node, message: string, fix?: string): null {
    const [start, end] = node.range ?? [0, 1]
    this.faults.push({ message, ...(fix === undefined ? {} : { fix }), range: [start, end] })
    return null
  }
}
