import type { YAMLError } from 'yaml'

/** The YAML library's faults in our words, with what to do about them. */
export function reword(error: YAMLError, text: string): { readonly message: string; readonly fix?: string } {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return { message: `the key ${keyAt(text, error.pos[0])} stands here twice`, fix: 'Keep one of the two.' }
    case 'TAB_AS_INDENT':
      return { message: 'a tab must not indent', fix: 'Indent with blanks.' }
    case 'TAG_RESOLVE_FAILED':
      return { message: 'tags (!…) are not allowed', fix: 'Remove the tag; put the value in quotes if text is meant.' }
    case 'BAD_INDENT':
      return { message: firstSentence(error.message), fix: 'Align the line with its siblings.' }
    default:
      return { message: firstSentence(error.message) }
  }
}

function keyAt(text: string, offset: number): string {
  const word = /^["']?([^"':,\s{}[\]]+)/.exec(text.slice(offset, offset + 60))
  return word?.[1] === undefined ? '' : `"${word[1]}"`
}

const firstSentence = (message: string): string => {
  const line = message.split('\n')[0] ?? message
  return line.charAt(0).toLowerCase() + line.slice(1)
}
