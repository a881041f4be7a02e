import { octetsOf } from '../invent/octets.ts'

/** Where a document of a row is served: as hard to guess as the id of the run. */
export const pathOf = (run: string, row: string, document: string): string =>
  Buffer.from(octetsOf([run, row, document].join('\n'), 16)).toString('hex')
