import type { YAMLError } from 'yaml'

/** A fault of the YAML library in our words. */
export interface Worded {
  readonly message: string
  /** What to do about it. */
  readonly fix?: string
}

/** The YAML library's faults in our words, with what to do about them. */
export function reword(error: YAMLError): Worded {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { message: 'a tab must not indent', fix: 'Indent with blanks.' }
    case 'TAG_RESOLVE_FAILED':
      return { message: 'tags (!…) are not allowed', fix: 'Remove the tag; put the value in quotes if text is meant.' }
    case 'BAD_INDENT':
      return {
        message: firstSentence(error.message),
        fix: 'Close the bracket above, or align the line with its siblings.',
      }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: firstSentence(error.message),
        fix: 'Put a value that holds ": " in quotes, or begin its keys on a line of their own.',
      }
    case 'MISSING_CHAR':
      return {
        message: firstSentence(error.message),
        fix: error.message.includes('indicator')
          ? 'Align the line with its siblings, or begin it as they begin.'
          : 'Close the quote or bracket, or add the colon.',
      }
    default:
      return {
        message: firstSentence(error.message),
        fix: 'Correct the YAML here; put text that holds special characters in quotes.',
      }
  }
}

const firstSentence = (message: string): string => {
  const line = message.split('\n')[0] ?? message
  return line.charAt(0).toLowerCase() + line.slice(1)
}
