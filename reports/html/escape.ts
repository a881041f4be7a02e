import { shown, visible } from '../text.ts'

/** A piece of finished HTML. Only the functions of this folder make one, so that no text from a server gets in unescaped. */
export interface Html {
  readonly html: string
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text -> HTML text or attribute value: markup escaped, control and direction characters made visible. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/gu, (character) => entities[character] ?? character)
}

type Part = Html | string | number | undefined | false | readonly Part[]

/** A template whose values are escaped unless they are Html themselves; lists are joined, undefined and false are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, index) => text + (index < parts.length ? render(parts[index]) : '')).join('') }
}

function render(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return 'html' in part ? part.html : part.map(render).join('')
}

/** Text of a server, cut to a length that a page can show. A reason is not cut: what to do about it stands at its end. */
export const brief = (text: string, max = 600): Html => ({ html: escaped(shown(text, max)) })

/** Several lines of text; each line is escaped for itself, so that the breaks between them stay. */
export function lines(text: string): Html {
  return { html: text.split(/\r?\n/u).map(escaped).join('\n') }
}

/** A fragment identifier: the same for the same thing in every report. */
export function anchor(
  kind: 'check' | 'document' | 'exchange' | 'finding' | 'requirement',
  id: string | number,
): string {
  return `${kind}-${String(id).replace(/[^\w.:,[\]/-]/gu, '_')}`
}

/** The link to an anchor. */
export const href = (id: string): string => `#${encodeURIComponent(id)}`
