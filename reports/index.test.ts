import { describe, expect, test } from 'vitest'
import { formatNames, formats, isFormatName } from './index.ts'
import { hostileRun, mixedRun } from './samples.ts'

const options = { color: false, width: 100, verbose: true }
/** Signatures and secrets behind the tags of the sample run: what redaction took out and no report can put back. */
const tagged = /\[(?:client_secret|access_token|credentials)#[0-9a-f]+\]/

describe('formats', () => {
  test('every name has a format', () => {
    expect(Object.keys(formats)).toEqual(formatNames)
  })

  test('names are told from other words', () => {
    expect(['json', 'toString', 'pdf'].map(isFormatName)).toEqual([true, false, false])
  })

  test.each(formatNames)('%s is pure and ends with a newline', async (name) => {
    const { render } = await formats[name]()
    for (const run of [mixedRun(), hostileRun()]) {
      const text = render(run, options)
      expect(text.endsWith('\n')).toBe(true)
      expect(render(run, options)).toBe(text)
    }
  })

  test.each(formatNames)('%s shows neither tags nor the readable part of a token where a secret was', async (name) => {
    const { render } = await formats[name]()
    const text = render(mixedRun(), options)
    expect(text).not.toMatch(tagged)
    expect(text).not.toContain('eyJ')
  })
})
