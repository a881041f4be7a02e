/** What the words of SMART 1.0 stand for. */
const first: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

/** Type of resource and letters of a scope for systems (SMART App Launch 2.2, scopes and launch context). Undefined for any other scope. */
function read(scope: string): { readonly type: string; readonly letters: string } | undefined {
  const [, type, written] = /^system\/([A-Za-z]+)\.(read|write|\*|(?=.)c?r?u?d?s?)$/u.exec(scope) ?? []
  return type === undefined || written === undefined ? undefined : { type, letters: first[written] ?? written }
}

/** Whether the scopes allow all that this one asks for. The server knows no wildcard for types, and no queries. */
export function allows(scopes: readonly string[], asked: string): boolean {
  const wanted = read(asked)
  if (wanted === undefined) return scopes.includes(asked)
  const own = scopes.flatMap((scope) => read(scope) ?? []).filter(({ type }) => type === wanted.type)
  return [...wanted.letters].every((letter) => own.some(({ letters }) => letters.includes(letter)))
}
