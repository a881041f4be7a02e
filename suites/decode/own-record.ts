/**
 * A record without a prototype, from name and value pairs; the first of a repeated name stays. Names come from the server, and
 * one called "constructor" must not find an inherited member.
 */
export function ownRecord<T>(pairs: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const record: Record<string, T> = Object.create(null)
  for (const [name, value] of pairs) {
    if (!(name in record)) record[name] = value
  }
  return record
}

/** The member of that name; what every object inherits is none. For names that a user or a file chose. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
