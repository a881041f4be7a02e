import type { Report } from '../model/report.ts'
import { readFormat } from './format-file.ts'

/** Reads a report that `--report json=PATH` wrote. Throws InputError when the text is anything else, or cut short. */
export function readReport(text: string, path: string): Report {
  const fix = 'Name a file that "--report json=PATH" wrote, whole and unchanged.'
  const report = readFormat<Omit<Report, 'findings'> & Partial<Pick<Report, 'findings'>>>(
    { name: 'report', title: 'a report of format 1', fix },
    text,
    path,
  )
  // Versions before 0.2 wrote none.
  return { findings: [], ...report }
}
