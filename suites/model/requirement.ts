export type { Level, Requirement } from './language.ts'
