/** What decoding gave: the value, or a predicate that says what is wrong ("has padding"). */
export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string }

/** The decoded value. */
export const good = <T>(value: T): Decoded<T> => ({ ok: true, value })

/** What is wrong, as a predicate: the caller puts the subject in front of it. Must not quote secrets. */
export const bad = (problem: string): { readonly ok: false; readonly problem: string } => ({ ok: false, problem })
