/**
 * Gives a type to data that our own code made, such as the precompiled specifications in dist/specs.ndjson. Nothing is
 * checked: never use it for what a user or a server gave us.
 */
export const trusted = <T>(value: unknown): T => value as T

/** The same for a file of ours in JSON form. Throws SyntaxError when it is none, that is when the installation is broken. */
export const trustedJson = <T>(text: string): T => trusted<T>(JSON.parse(text))
