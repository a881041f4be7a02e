import { type FindingClass, type FindingRule, findingClasses } from '../../model/finding.ts'
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
 * Each check goes to the first rule that explains it; what no rule explains goes to its requirement. A rule whose cause was not seen explains nothing. Security
 * first, then protocol, then form; in each what fails before what warns; else in the order of the rules.
 */
export function grouped(items: readonly Item[], rules: readonly FindingRule[]): readonly Group[] {
  const active = rules.filter(({ given }) => given === undefined || items.some((item) => isLike(given, item)))
  const groups = new Map<string, Group>()
  for (const item of items) {
    const rule = active.find(({ explains, given }) => isLike(explains, item) || isLike(given ?? [], item))
    const id = idOf(item, rule)
    const known = groups.get(id)
    groups.set(id, known === undefined ? begun(id, item, rule) : { ...known, items: added(known, item) })
  }
  return [...groups.values()].toSorted((one, other) => compare(rankOf(one, active), rankOf(other, active)))
}

const isLike = (selectors: FindingRule['explains'], item: Item): boolean =>
  selectors.some((selector) => selects(selector, item))

function idOf({ check, exchange }: Item, rule: FindingRule | undefined): string {
  if (rule?.title === undefined) return check.requirement ?? check.id
  return rule.per === 'endpoint' ? `${rule.id}:${endpointOf(exchange).replace(/\W+/gu, '-')}` : rule.id
}

const begun = (id: string, item: Item, rule: FindingRule | undefined): Group =>
  rule === undefined ? { id, class: 'protocol', items: [item] } : { id, class: rule.class, rule, items: [item] }

/** The cause itself decides before what follows from it, and what fails before what warns. */
function added({ rule, items }: Group, item: Item): Items {
  const weight = (each: Item): number =>
    Number(!isLike(rule?.given ?? [], each)) * 2 + Number(each.verdict.kind === 'warn')
  const [first, ...rest] = items
  return weight(item) < weight(first) ? [item, first, ...rest] : [first, ...rest, item]
}

function rankOf({ class: name, rule, items }: Group, rules: readonly FindingRule[]): readonly number[] {
  return [
    findingClasses.indexOf(name),
    Number(items.every(({ verdict }) => verdict.kind === 'warn')),
    rule === undefined ? rules.length : rules.indexOf(rule),
  ]
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rank, index) => rank !== other[index])
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}
