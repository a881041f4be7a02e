import { readAnswer } from '../../decode/answer.ts'
import { at } from '../../decode/pointer.ts'
import type { Evidence, Exchange, ScenarioRun } from '../../model/evidence.ts'
import { nobodyWithoutTls } from './skips.ts'

/** Owners of exchanges that belong to no row. What discovery and registration sent may be read by many rows. */
const shared = ['discovery', 'entry', 'clients', 'target file', 'clean-up']

/** Each exchange has its number and its owner, and each row points at its own ones. */
export function strayExchanges(evidence: Evidence): readonly string[] {
  return [...numbers(evidence.exchanges), ...owners(evidence), ...clients(evidence)]
}

/** A run numbers what it sends: 1, 2, 3 and so on. */
function numbers(exchanges: readonly Exchange[]): readonly string[] {
  const index = exchanges.findIndex(({ id }, place) => id !== place + 1)
  const odd = exchanges[index]
  return odd === undefined ? [] : [`exchange ${odd.id} stands where exchange ${index + 1} has to be`]
}

function owners(evidence: Evidence): readonly string[] {
  const byId = new Map(evidence.exchanges.map((each) => [each.id, each]))
  const used = new Map<number, string>()
  const wrong: string[] = []
  for (const run of [...evidence.scenarios, ...(evidence.again ?? [])])
    for (const [step, id] of pointers(run)) {
      const exchange = byId.get(id)
      const place = `${run.id}, step ${step}`
      if (exchange === undefined) wrong.push(`${place} points at exchange ${id}, which is not there`)
      else if (!shared.includes(exchange.owner)) {
        const other = used.get(id)
        used.set(id, place)
        if (rowOf(exchange) !== run.id || exchange.step !== step)
          wrong.push(`${place} points at exchange ${id}, which was sent for ${exchange.owner}, step ${exchange.step}`)
        else if (other !== undefined) wrong.push(`exchange ${id} counts twice, for ${other} and for ${place}`)
      }
    }
  const asked = new Set(evidence.scenarios.concat(evidence.again ?? []).flatMap(askedInVain))
  const unused = evidence.exchanges.filter(
    ({ id, owner, step }) => !shared.includes(owner) && !used.has(id) && !asked.has(`${owner} ${step}`),
  )
  return [...wrong, ...unused.map(({ id, owner, step }) => `exchange ${id} (${owner}, step ${step}) counts for no row`)]
}

const pointers = (run: ScenarioRun): readonly (readonly [string, number])[] =>
  Object.entries(run.steps).flatMap(([step, taken]) =>
    taken.kind === 'sent' ? taken.exchanges.map((id) => [step, id] as const) : [],
  )

/** Steps whose request shows only that nobody is there. */
const askedInVain = ({ id, steps }: ScenarioRun): readonly string[] =>
  Object.entries(steps).flatMap(([step, taken]) =>
    taken.kind === 'skipped' && nobodyWithoutTls.test(taken.because) ? [`${id} ${step}`] : [],
  )

/** A row that is run once more has the number of the attempt behind its id. */
const rowOf = ({ owner }: Exchange): string => owner.replace(/#\d+$/u, '')

/** A registered client has the identifier that its registration answered with. */
function clients({ clients: records, exchanges }: Evidence): readonly string[] {
  const byId = new Map(exchanges.map((each) => [each.id, each]))
  return records.flatMap(({ key, configured, client_id, exchange }) => {
    if (configured || exchange === undefined) return []
    const sent = byId.get(exchange)
    if (sent?.operation !== 'register') return [`the client ${key} was not registered by exchange ${exchange}`]
    if (client_id === undefined || at(readAnswer(sent).json, '/client_id') === client_id) return []
    return [`the client ${key} is ${client_id}, which exchange ${exchange} does not say`]
  })
}
