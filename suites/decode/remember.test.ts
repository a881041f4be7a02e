import { describe, expect, it } from 'vitest'
import { remember } from './remember.ts'

describe('remember', () => {
  it('works once for a text, and anew for one that it has forgotten', () => {
    const asked: string[] = []
    const length = remember(2, (text) => {
      asked.push(text)
      return text.length
    })
    expect(['a', 'bb', 'a', 'bb', 'ccc', 'a'].map(length)).toEqual([1, 2, 1, 2, 3, 1])
    expect(asked).toEqual(['a', 'bb', 'ccc', 'a'])
  })
})
