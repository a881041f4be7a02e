import { afterAll, expect, it } from 'vitest'
import { checkToken } from './checked.ts'
import { timestampQuery } from './query.ts'
import { openAuthority } from './testing.ts'

const authority = openAuthority()
afterAll(() => authority.close())

const octets = Buffer.from('what is stamped')
const token = authority.tokenOf(authority.answer(await timestampQuery(octets)))
const anchors = authority.trusting(authority.ca)

it('each octet of a token counts, or says nothing: a changed one is refused, or states the same', async () => {
  const right = await checkToken(token, octets, anchors)
  expect(right).toMatchObject({ faults: [], stamp: { by: 'O=Tests, CN=Test TSA', trusted: true } })
  const refused = new Map<string, number>()
  for (const [place, octet] of token.entries())
    for (const other of [octet ^ 1, octet ^ 0x80]) {
      const changed = Buffer.from(token)
      changed.writeUInt8(other, place)
      const found = await checkToken(changed, octets, anchors)
      const [fault] = found.faults
      if (fault === undefined) expect(found, `octet ${place} as ${other}`).toEqual(right)
      const kind = fault?.kind ?? 'the same'
      refused.set(kind, (refused.get(kind) ?? 0) + 1)
    }
  const kinds = ['timestamp-foreign', 'timestamp-invalid', 'timestamp-unreadable', 'timestamp-untrusted']
  expect([...refused.keys()].toSorted()).toEqual(expect.arrayContaining(kinds))
})

it('a token that is cut short is refused, wherever', async () => {
  for (let length = 0; length < token.length; length += 1) {
    const { faults } = await checkToken(token.subarray(0, length), octets, anchors)
    expect(faults.map(({ kind }) => kind)).toEqual(['timestamp-unreadable'])
  }
})
