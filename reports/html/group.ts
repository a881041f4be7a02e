/** Items by key, in the order in which each key was first met. */
export function group<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const list = groups.get(keyOf(item))
    if (list === undefined) groups.set(keyOf(item), [item])
    else list.push(item)
  }
  return groups
}
