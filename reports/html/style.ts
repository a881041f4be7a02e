import { layout } from './style/layout.ts'
import { parts } from './style/parts.ts'
import { print } from './style/print.ts'
import { theme } from './style/theme.ts'

/** The page's style sheet. */
export const style = `\n${theme}${layout}${parts}${print}`
