/** What a reference points at, in the words of somebody who reads the answers: "the answer has no /expires_in". */
export function absenceOf(reference: string): string {
  for (const [pattern, words] of forms) {
    const found = pattern.exec(reference)
    if (found !== null) return words(found[1] ?? '', found[2] ?? '', found[3] ?? '')
  }
  return `${reference} has no value in this run`
}

const parts: Readonly<Record<string, string>> = {
  body: 'the answer',
  claims: 'the token',
  jose: 'the header of the token',
  request: 'the request',
}

const lacking = (where: string, part: string, pointer: string): string => {
  const what = pointer === '' ? 'nothing that can be read' : `no ${part === 'claims' ? 'claim ' : ''}${pointer}`
  return `${parts[part]}${where} has ${what}`
}

type Words = (one: string, two: string, three: string) => string

const forms: readonly (readonly [RegExp, Words])[] = [
  [/^\$this\.(body|claims|jose|request)(?:#(.*?))?\??$/u, (part, pointer) => lacking('', part, pointer)],
  [
    /^\$steps\.([^.]+)\.(body|claims|jose|request)(?:#(.*?))?\??$/u,
    (step, part, pointer) => lacking(` of step "${step}"`, part, pointer),
  ],
  [/^\$metadata(?:#(.*?))?\??$/u, (pointer) => `the metadata document has no ${pointer === '' ? 'content' : pointer}`],
  [
    /^\$(?:client|second)(?:#(.*?))?\??$/u,
    (pointer) => `the client information response has no ${pointer === '' ? 'content' : pointer}`,
  ],
  [/^\$target\.(\w+)\??$/u, (name) => `the target file has no ${name}, and the server does not tell it`],
  [/^\$endpoint\.(\w+)\??$/u, (name) => `the server names no ${name} endpoint`],
  [/^\$supplied\.(\w+)\??$/u, (name) => `the target file supplies no ${name}`],
]
