import { readAnswer } from '../../decode/answer.ts'
import { holds, type Outcome, type Seen, violated } from './subject.ts'

/** What only the inside of a program says, and what it is. Each pattern needs more than one sign, so that honest prose never fits. */
const traces: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a JavaScript stack trace', /\bat (?:[\w$.<>[\] ]+ \()?(?:file:\/\/|node[:]|\/|[A-Za-z]:\\)[^\s)]*:\d+:\d+\)?/u],
  ['a Java stack trace', /\bat [\w$.]+\((?:[\w$]+\.(?:java|kt|scala):\d+|Native Method|Unknown Source)\)/u],
  ['a .NET stack trace', /\bat [\w.`<>]+\([^)]*\) in [^\n]+:line \d+/u],
  ['a Python stack trace', /Traceback \(most recent call last\)/u],
  ['a Ruby stack trace', /\.rb:\d+:in [`'][^'\n]+'/u],
  ['a PHP stack trace', /#0 [^\n]*\.php\(\d+\)|\bon line (?:<b>)?\d+(?:<\/b>)?/u],
  ['a Go stack trace', /\bgoroutine \d+ \[/u],
  ['SQL text', /\b(?:SQLSTATE\b|ORA-\d{5}|SELECT\s[^;]{1,200}\sFROM\s\S+\sWHERE\b|INSERT INTO\s\S+\s*\()/u],
]

/** Whether a body, of whatever kind, tells of the inside of the program: a stack trace, a debug page, SQL. */
export function judgeDebugOutput({ exchange }: Seen): Outcome {
  const { text = '' } = readAnswer(exchange)
  // In JSON, white space and quotes of a trace are escaped.
  const plain = text.replaceAll(/\\[nrt]/gu, '\n').replaceAll('\\"', '"')
  const found = traces.find(([, pattern]) => pattern.test(plain))
  return found === undefined ? holds : violated('a body without stack trace, debug page or SQL text', found[0])
}
