import { expect, it } from 'vitest'
import { printProblems } from './print-problems.ts'

it('prints no control character of a file, and no command to a CI server', () => {
  const message = 'unknown key "x\n::stop-commands::pwn\u001b[31m\u202e"'
  const text = printProblems([{ message, fix: 'a\n##[group]b', at: { file: 'a\u001bb', line: 1, column: 1 } }], false)
  expect(text).toBe(
    'error: a\\x1bb:1:1: unknown key "x\n  \\::stop-commands::pwn\\x1b[31m\\u{202e}"\n  fix: a\n  #\\#[group]b\n',
  )
})
