/** Quotes a word for a POSIX shell when it needs it: a command that is printed has to work when it is pasted. */
export const quote = (word: string): string =>
  /^[A-Za-z0-9_./:=@%+-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
