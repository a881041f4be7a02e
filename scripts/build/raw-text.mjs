import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const mark = '?raw'

/** `import text from './file?raw'` gives the text of the file, as in Vitest. */
export const rawText = {
  name: 'raw-text',
  resolveId: (source, importer) =>
    source.endsWith(mark) && importer !== undefined ? join(dirname(importer), source) : undefined,
  load: (id) =>
    id.endsWith(mark) ? `export default ${JSON.stringify(readFileSync(id.slice(0, -mark.length), 'utf8'))}` : undefined,
}
