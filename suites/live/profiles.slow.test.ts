import { describe, expect, it } from 'vitest'
import { linesOf, specs } from './testing/engine.ts'
import { profileRuns } from './testing/profile-runs.ts'

const judged = await profileRuns()

describe('the reference server keeps every profile that it claims', () => {
  it.each(judged)('$name is conformant', ({ report }) => {
    expect(linesOf(report, 'fail', 'inconclusive', 'error')).toEqual([])
    expect(report.conclusion).toBe('conformant')
  })
})

describe('every requirement of a document that a profile stands on', () => {
  const documents = ['oauth21.', 'oidc-reg.', 'oidc-disc.', 'mcp.', 'fapi2.', 'smart.']
  const decided = new Set(
    judged.flatMap(({ report }) =>
      report.requirements.filter(({ verdict }) => ['pass', 'fail', 'warn'].includes(verdict)).map(({ id }) => id),
    ),
  )

  it.each(documents)('%s* is decided by a live run, or says why not', (prefix) => {
    const rows = Object.values(specs.requirements).filter(({ id }) => id.startsWith(prefix))
    expect(rows.filter(({ id, excluded }) => !decided.has(id) && excluded === undefined).map(({ id }) => id)).toEqual(
      [],
    )
    expect(rows.filter(({ id, excluded }) => decided.has(id) && excluded !== undefined)).toEqual([])
  })
})
