import { readAnswer } from '../../decode/answer.ts'
import {
  type FindingClass,
  type FindingRule,
  type FindingSpecs,
  findingClasses,
  type Implication,
} from '../../model/finding.ts'
import { type Item, selects } from './selector.ts'
import { endpointOf } from './words.ts'

export type Items = readonly [Item, ...Item[]]

/** Checks with one cause: what a rule explains, or, without a rule, what one requirement asks. */
export interface Group {
  readonly id: string
  readonly class: FindingClass
  readonly rule?: FindingRule
  /** The deciding one first. */
  readonly items: Items
}

/**
 * Each check goes to the first rule that explains it; what no rule explains goes to its requirement. A rule whose cause was not seen explains nothing. Then what follows from
 * another fault goes to the finding of that. Security first, then protocol, then form; in each what fails before what warns; else in the order of the rules.
 */
export function grouped(all: readonly Item[], { rules, implications }: FindingSpecs): readonly Group[] {
  const active = rules.filter(({ given }) => given === undefined || all.some((item) => isLike(given, item)))
  const explained = new Map(
    all.map((item) => [
      item,
      active.find(({ explains, given }) => isLike(explains, item) || isLike(given ?? [], item)),
    ]),
  )
  const ruleOf = (item: Item): FindingRule | undefined => explained.get(item)
  const items = all.filter((item) => item.verdict.kind !== 'inconclusive' || ruleOf(item) !== undefined)
  const groups = new Map<string, Group>()
  const put = (item: Item, like: Item): void => {
    const rule = ruleOf(like)
    const id = idOf(like, rule)
    const known = groups.get(id)
    if (known === undefined) groups.set(id, begun(id, item, rule))
    else groups.set(id, { ...known, items: item === like ? added(known, item) : [...known.items, item] })
  }
  const causes = items.map((item) => ({ item, cause: causeOf(item, items, implications) }))
  // The causes come first, since they decide.
  for (const { item, cause } of causes) if (item === cause) put(item, item)
  for (const { item, cause } of causes) if (item !== cause) put(item, cause)
  return [...groups.values()].toSorted((one, other) => compare(rankOf(one, active), rankOf(other, active)))
}

/** The fault from which this one follows, perhaps by way of others; itself when it follows from none. */
function causeOf(
  item: Item,
  items: readonly Item[],
  implications: readonly Implication[],
  seen: ReadonlySet<Item> = new Set(),
): Item {
  if (seen.has(item)) return item
  for (const { given, explains } of implications) {
    if (!isLike(explains, item) || isLike(given, item)) continue
    const cause = items.find((each) => isLike(given, each))
    if (cause !== undefined) return causeOf(cause, items, implications, new Set([...seen, item]))
  }
  return item
}

const isLike = (selectors: FindingRule['explains'], item: Item): boolean =>
  selectors.some((selector) => selects(selector, item))

function idOf({ check, exchange }: Item, rule: FindingRule | undefined): string {
  if (rule?.title === undefined) return check.requirement ?? check.id
  switch (rule.per) {
    case 'endpoint':
      return `${rule.id}:${slug(endpointOf(exchange))}`
    case 'error':
      return `${rule.id}:${slug(readAnswer(exchange).error ?? 'none')}`
    case undefined:
      return rule.id
    default:
      return rule.per satisfies never
  }
}

const slug = (text: string): string => text.replace(/[^\w.]+/gu, '-').slice(0, 60)

const begun = (id: string, item: Item, rule: FindingRule | undefined): Group =>
  rule === undefined ? { id, class: 'protocol', items: [item] } : { id, class: rule.class, rule, items: [item] }

/** The cause itself decides before what follows from it, and what fails before what warns. */
function added({ rule, items }: Group, item: Item): Items {
  const weight = (each: Item): number => Number(!isLike(rule?.given ?? [], each)) * 3 + order.indexOf(each.verdict.kind)
  const [first, ...rest] = items
  return weight(item) < weight(first) ? [item, first, ...rest] : [first, ...rest, item]
}

const order = ['fail', 'warn', 'inconclusive'] as const

/** The worst verdict of all. */
export const severityOf = (items: Items): (typeof order)[number] =>
  order.find((kind) => items.some(({ verdict }) => verdict.kind === kind)) ?? 'inconclusive'

function rankOf({ class: name, rule, items }: Group, rules: readonly FindingRule[]): readonly number[] {
  return [
    findingClasses.indexOf(name),
    order.indexOf(severityOf(items)),
    rule === undefined ? rules.length : rules.indexOf(rule),
  ]
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rank, index) => rank !== other[index])
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}
