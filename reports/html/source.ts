import type { RequirementReport } from '../../suites/model/report.ts'
import { sectionParts } from '../sections.ts'
import { type Html, html } from './escape.ts'

/** The sections of a document, each with a link where it has an address. Following one leaves the page. */
export function sectionLinks(source: string, section: string): Html {
  const parts = sectionParts(source, section)
  return html`${parts.map(({ text, url }) =>
    url === undefined ? text : html`<a href="${url}" rel="noreferrer">${text}</a>`,
  )}`
}

/** "MUST, RFC 6749 section 5.2". */
export const source = ({ level, source: document, section }: RequirementReport): Html =>
  html`${level}, ${document}${section !== '' && html` section ${sectionLinks(document, section)}`}`
