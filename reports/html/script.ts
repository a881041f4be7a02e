import text from './page.mjs?raw'

/** The script of the page, as it stands in its file. */
export const script = `\n${text}`
