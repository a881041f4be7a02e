/** One thing that a scope of SMART App Launch 2.2 allows: one interaction with one type of resource. */
interface Interaction {
  readonly context: string
  /** `*` is any. */
  readonly type: string
  /** c, r, u, d or s; of a scope of another kind the scope itself. */
  readonly letter: string
  /** What narrows it, such as `category=vital-signs`. Empty: nothing. */
  readonly query: string
}

const form = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)(?:\?(.+))?$/u

/** What the scopes of SMART 1.0 stand for in 2.x (scopes and launch context, "Scope Equivalence"). */
const first: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

/** What a scope allows, one interaction each. A scope of another kind, or with letters out of order, is what it is. */
function interactionsOf(scope: string): readonly Interaction[] {
  const [, context, type, letters, query = ''] = form.exec(scope) ?? []
  if (context === undefined || type === undefined || letters === undefined)
    return [{ context: '', type: '', letter: scope, query: '' }]
  return [...(first[letters] ?? letters)].map((letter) => ({ context, type, letter, query }))
}

/** The scopes among `scopes` that allow something that none of `others` allows. */
export function scopesBeyond(scopes: readonly string[], others: readonly string[]): readonly string[] {
  const allowed = others.flatMap(interactionsOf)
  const covers = (outer: Interaction, inner: Interaction): boolean =>
    outer.context === inner.context &&
    outer.letter === inner.letter &&
    (outer.type === '*' || outer.type === inner.type) &&
    (outer.query === '' || outer.query === inner.query)
  return scopes.filter(
    (scope) => !interactionsOf(scope).every((inner) => allowed.some((outer) => covers(outer, inner))),
  )
}

/** The scopes among `scopes` that allow something that one of `others` allows, at least of some resources. */
export function scopesInCommon(scopes: readonly string[], others: readonly string[]): readonly string[] {
  const named = others.flatMap(interactionsOf)
  const meets = (one: Interaction, other: Interaction): boolean =>
    one.context === other.context &&
    one.letter === other.letter &&
    (one.type === other.type || one.type === '*' || other.type === '*')
  return scopes.filter((scope) => interactionsOf(scope).some((one) => named.some((other) => meets(one, other))))
}
