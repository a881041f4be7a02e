import { headerValues } from '../decode/answer.ts'
import type { Exchange } from '../model/evidence.ts'
import type { Judged } from './check.ts'

/**
 * Several checks of one answer can ask for the same header field: RFC 6749 section 5.2 for a Basic challenge, RFC 9110 section 15.5.2 for any. Where the field
 * is absent that is one fault. The first check that fails says so; the others are inconclusive and name it.
 */
export function onceForAbsentHeader(judged: readonly Judged[], exchange: Exchange): readonly Judged[] {
  const leads = new Map<string, Judged>()
  return judged.map((each) => {
    const { check, verdict } = each
    if (check.header === undefined || (verdict.kind !== 'fail' && verdict.kind !== 'warn')) return each
    if (headerValues(exchange.response?.headers ?? [], check.header.name).length > 0) return each
    const name = check.header.name.toLowerCase()
    const lead = leads.get(name)
    // A recommendation explains nothing away that is an obligation.
    if (lead === undefined || (lead.verdict.kind === 'warn' && verdict.kind === 'fail')) {
      leads.set(name, each)
      return each
    }
    const because = `see "${lead.check.name}": the header ${check.header.name} is absent`
    return { check, verdict: { kind: 'inconclusive', because, lead: lead.check.name } }
  })
}
