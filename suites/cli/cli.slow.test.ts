import { expect, it } from 'vitest'
import { grantcheck } from './testing.ts'

it('lint: the shipped specifications are in order', async () => {
  expect(await grantcheck(['lint'])).toMatchObject({ code: 0, err: '' })
})
