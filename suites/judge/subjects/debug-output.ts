import { bodyOctets } from '../../decode/body.ts'
import { holds, type Match, type Seen, undecided, violated } from './subject.ts'

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
export function judgeDebugOutput({ exchange }: Seen): Match {
  if (exchange.response === undefined) return undecided('there is no body to look at')
  // An old page is often not UTF-8; the signs that tell a trace are ASCII in all of these encodings.
  const text = new TextDecoder().decode(bodyOctets(exchange.response.body))
  // In JSON, white space of a trace is escaped; in a Windows path, the same two characters begin a name.
  const readings = [text, text.replaceAll(/\\[nrt]/gu, '\n')]
  const found = traces.find(([, pattern]) => readings.some((reading) => pattern.test(reading)))
  return found === undefined ? holds : violated('a body without stack trace, debug page or SQL text', found[0])
}
