/**
 * Gives a type to data that our own build made, such as the precompiled specifications in dist/specs.json. Nothing is
 * checked: never use it for what a user or a server gave us.
 */
export const trusted = <T>(value: unknown): T => value as T
