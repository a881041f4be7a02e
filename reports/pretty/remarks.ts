import type { Report } from '../../suites/model/report.ts'
import { count, shown } from '../text.ts'
import { heading, type Paper, paragraph } from './paper.ts'

/** Deviations that this run met (all of the profile's when verbose), clients left behind, notes. */
export function remarks(report: Report, paper: Paper): readonly string[] {
  return [...deviations(report, paper), ...leftBehind(report, paper), ...notes(report, paper)]
}

function deviations(report: Report, paper: Paper): readonly string[] {
  const met = report.deviations.filter(({ seen }) => seen)
  const told = paper.verbose ? report.deviations : met
  if (told.length === 0) return []
  const lines = told.flatMap(({ id, treatment, reason, seen }) => {
    const how = seen ? treatment : `${treatment}, not met`
    return paragraph(paper, 2, `${shown(id, 60)}: ${shown(reason, paper.verbose ? 400 : 160)} (${shown(how, 40)})`)
  })
  return [...heading(paper, `Documented deviations met: ${met.length}`, paper.ink.bold), ...lines]
}

function leftBehind({ leftBehind: clients }: Report, paper: Paper): readonly string[] {
  if (clients.length === 0) return []
  const named = paper.verbose ? clients : clients.slice(0, 8)
  const rest = clients.length - named.length
  const lines = [
    ...named.map((id) => `  ${shown(id, 80)}`),
    ...(rest === 0 ? [] : [paper.ink.dim(`  and ${rest} more`)]),
  ]
  const title = `Left behind: ${count(clients.length, 'client')} to delete by hand`
  return [...heading(paper, title, paper.ink.bold), ...lines]
}

function notes(report: Report, paper: Paper): readonly string[] {
  if (report.notes.length === 0) return []
  return [
    ...heading(paper, 'Notes', paper.ink.bold),
    ...report.notes.flatMap((note) => paragraph(paper, 2, shown(note, 400))),
  ]
}
