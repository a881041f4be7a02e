import picomatch from 'picomatch'
import { remember } from '../decode/remember.ts'

/** Whether a text fits a glob. An id is a glob that fits itself. The globs of specifications never change, and each is compared with hundreds of ids. */
export const fitterOf: (glob: string) => (text: string) => boolean = remember(4000, (glob) => {
  if (isPlain.test(glob)) return (text) => text === glob
  const fits = picomatch(glob)
  // It takes a second argument, which would be the index where a list is filtered.
  return (text) => fits(text)
})

/** Most globs are plain ids, and to make a pattern takes longer than to compare them with all that there is. */
const isPlain = /^\w[\w/.:-]*\w$/u
