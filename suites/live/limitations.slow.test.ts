import { describe, expect, it } from 'vitest'
import { readAnswer } from '../decode/answer.ts'
import { isObject } from '../decode/json.ts'
import type { Evidence, Exchange } from '../model/evidence.ts'
import type { LimitationId } from '../model/limitation.ts'
import { startVariant, variants } from '../reference-server/variants.ts'
import { airlockTarget, type Ran, runAgainst } from './testing/engine.ts'

const limitations = ['refresh', 'revocation', 'introspection'] as const

async function runVariant(id: string, parameters: Readonly<Record<string, boolean>> = {}): Promise<Ran> {
  const variant = variants.find((each) => each.id === id)
  if (variant === undefined) throw new Error(`no variant ${id}`)
  const server = await startVariant(variant)
  try {
    const target = airlockTarget(server.baseUrl, { resource: variant.resource === true, parameters })
    return await runAgainst('airlock-iam', target, { only: ['limitations/*'] })
  } finally {
    await server.close()
  }
}

const outcomes = ({ report }: Ran) =>
  Object.fromEntries(
    report.limitations.map((each) => [
      each.id,
      [each.outcome, each.outcome === 'upheld' ? each.grade : undefined].join(' ').trim(),
    ]),
  )

describe('decision tables', () => {
  it.each(variants)('$id: $says', async (variant) => {
    const ran = await runVariant(variant.id)
    const found = outcomes(ran)
    for (const id of limitations) {
      const expected = variant.expected[id]
      if (expected === '-') continue
      expect(found[id], `${id}: ${ran.report.limitations.find((each) => each.id === id)?.because}`).toMatch(
        new RegExp(`^${expected}`, 'u'),
      )
    }
  })

  it('an unobservable revocation counts as upheld, weak, only when the knob says so', async () => {
    expect(outcomes(await runVariant('airlock-no-observer')).revocation).toBe('inconclusive')
    expect(outcomes(await runVariant('airlock-no-observer', { acceptIndistinguishableRevoke: true })).revocation).toBe(
      'upheld weak',
    )
  })

  it('an endpoint that is always true is no oracle, and is reported', async () => {
    const { report } = await runVariant('always-true')
    expect(report.limitations.find((each) => each.id === 'introspection')?.findings.join()).not.toBe('')
  })
})

/** The two rules that people write first. They look at the first answer to the main probe only. */
const probes: Readonly<Record<LimitationId, string>> = { refresh: 'R1', revocation: 'V1', introspection: 'I1' }

function firstAnswer(evidence: Evidence, id: LimitationId): Exchange | undefined {
  const step = evidence.scenarios.find((run) => run.scenario === `limitations/${id}`)?.steps[probes[id]]
  return step?.kind === 'sent' ? evidence.exchanges.find((exchange) => exchange.id === step.exchanges[0]) : undefined
}

const n1 = (exchange: Exchange | undefined): boolean => (exchange?.response?.status ?? 0) >= 400

function n2(exchange: Exchange | undefined): boolean {
  const body = readAnswer(exchange).json
  return n1(exchange) || (isObject(body) && body.active === false)
}

describe('the naive rules would have been wrong', () => {
  it.each([
    ['airlock-plausible', 'revocation', 'upheld'],
    ['identityserver-like', 'revocation', 'upheld'],
    ['error-on-200', 'revocation', 'upheld'],
    ['waf-html', 'revocation', 'inconclusive'],
    ['waf-302', 'revocation', 'inconclusive'],
  ] as const)('N1 (status >= 400) fails %s at %s, which is %s', async (id, limitation, outcome) => {
    const { evidence, report } = await runVariant(id)
    expect(n1(firstAnswer(evidence, limitation))).toBe(false)
    expect(report.limitations.find((each) => each.id === limitation)?.outcome).toBe(outcome)
  })

  it.each([
    ['airlock-client-creds-401', 'introspection', 'inconclusive'],
    ['cc-with-refresh-token', 'refresh', 'violated'],
  ] as const)('N1 passes %s at %s, which is %s', async (id, limitation, outcome) => {
    const { evidence, report } = await runVariant(id)
    expect(n1(firstAnswer(evidence, limitation))).toBe(true)
    expect(report.limitations.find((each) => each.id === limitation)?.outcome).toBe(outcome)
  })

  it('N1 takes the 429 of a flaky server for its answer', async () => {
    const { evidence } = await runVariant('flaky')
    const first = firstAnswer(evidence, 'introspection')
    expect(first?.response?.status).toBe(429)
    expect(n1(first)).toBe(true)
  })

  it('N2 (or active:false) passes short-lived, where expiry explains the answer', async () => {
    const { evidence, report } = await runVariant('short-lived')
    expect(n2(firstAnswer(evidence, 'introspection'))).toBe(true)
    expect(report.limitations.find((each) => each.id === 'introspection')?.outcome).toBe('inconclusive')
  })
})
