import { describe, expect, it } from 'vitest'
import { grantcheck } from './testing.ts'

const list = async (...options: readonly string[]) => {
  const { code, out, err } = await grantcheck(['list', 'scenarios', '--profile', 'rfc', '--format', 'json', ...options])
  expect(code, err).toBe(0)
  const rows: readonly { readonly id: string; readonly text: string }[] = JSON.parse(out)
  return rows.map(({ id }) => id)
}

describe('a selection by what scenarios are about', () => {
  it('is shown by list, and is what run runs', async () => {
    const negative = await list('--tag', 'negative', '--only', 'token/a*')
    const whole = await list('--only', 'token/a*')
    expect(negative).toContain('token/accept')
    expect(negative.length).toBeLessThan(whole.length)
    const ran = await grantcheck([
      'demo',
      '--profile',
      'rfc',
      '--tag',
      'negative',
      '--only',
      'token/a*',
      '--report',
      'json',
    ])
    const { scenarios, partial } = JSON.parse(ran.out)
    expect(scenarios.map(({ id }: { id: string }) => id)).toEqual(negative)
    expect(partial.only).toContain('token/accept')
  })

  it('takes a document as a tag', async () => {
    const management = await list('--tag', 'rfc7592')
    expect(management).toContain('management/read')
    expect(management.every((id) => !id.startsWith('jwt/'))).toBe(true)
  })

  it('by severity leaves out what can only warn, or can do neither', async () => {
    const [all, warns, fails] = [await list(), await list('--severity', 'warn'), await list('--severity', 'fail')]
    expect(all.length).toBeGreaterThan(warns.length)
    expect(warns.length).toBeGreaterThan(fails.length)
    expect(warns).toEqual(expect.arrayContaining(fails))
  })

  it.each([
    [['--tag', 'negativ'], 'Did you mean "negative"?'],
    [['--tag', 'rfc7592', '--only', 'jwt/*'], 'is left by --tag rfc7592'],
    [['--severity', 'error'], 'Allowed choices are fail, warn'],
  ])('%o is a usage error', async (options, text) => {
    const { code, err } = await grantcheck(['demo', '--profile', 'rfc', ...options])
    expect([code, err]).toEqual([2, expect.stringContaining(text)])
  })
})
