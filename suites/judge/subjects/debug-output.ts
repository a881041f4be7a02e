import { bodyOctets } from '../../decode/body.ts'
import { holds, type Match, type Seen, undecided, violated } from './subject.ts'

/**
 * What only the inside of a program says, and what it is. Each pattern needs more than one sign, so that honest prose never fits. Every repetition has a bound: a server
 * chooses the text, and without one a body of nothing but `at ` takes the square of its length.
 */
const traces: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a JavaScript stack trace',
    /\bat (?:[\w$.<>[\] ]{1,120} \()?(?:file:\/\/|node[:]|\/|[A-Za-z]:\\)[^\s)]{0,300}:\d{1,9}:\d{1,9}\)?/u,
  ],
  ['a Java stack trace', /\bat [\w$.]{1,200}\((?:[\w$]{1,80}\.(?:java|kt|scala):\d+|Native Method|Unknown Source)\)/u],
  ['a .NET stack trace', /\bat [\w.`<>]{1,200}\([^)]{0,300}\) in [^\n]{1,300}:line \d/u],
  ['a Python stack trace', /Traceback \(most recent call last\)/u],
  ['a Ruby stack trace', /\.rb:\d{1,9}:in [`'][^'\n]{1,200}'/u],
  ['a PHP stack trace', /#0 [^\n]{0,300}\.php\(\d{1,9}\)|\bon line (?:<b>)?\d{1,9}(?:<\/b>)?/u],
  ['a Go stack trace', /\bgoroutine \d{1,18} \[/u],
  [
    'SQL text',
    /\b(?:SQLSTATE\b|ORA-\d{5}|SELECT\s[^;]{1,200}\sFROM\s\S{1,80}\sWHERE\b|INSERT INTO\s\S{1,80}\s{0,9}\()/u,
  ],
]

/** Whether a body, of whatever kind, tells of the inside of the program: a stack trace, a debug page, SQL. */
export function judgeDebugOutput({ exchange }: Seen): Match {
  if (exchange.response === undefined) return undecided('there is no body to look at')
  // An old page is often not UTF-8; the signs that tell a trace are ASCII in all of these encodings.
  const { body } = exchange.response
  const text = 'text' in body ? body.text : new TextDecoder().decode(bodyOctets(body))
  // In JSON, white space of a trace is escaped; in a Windows path, the same two characters begin a name.
  const plain = text.replaceAll(/\\[nrt]/gu, '\n')
  const readings = plain === text ? [text] : [text, plain]
  const found = traces.find(([, pattern]) => readings.some((reading) => pattern.test(reading)))
  return found === undefined ? holds : violated('a body without stack trace, debug page or SQL text', found[0])
}
