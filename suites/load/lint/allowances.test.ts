import { describe, expect, test } from 'vitest'
import { loadSpecs } from '../specs.ts'
import { folderOf } from '../testing/folder.ts'
import { goodSpecs } from '../testing/good-specs.ts'
import { brief, thrownBy } from '../testing/told.ts'

const file = (...entries: string[]): string =>
  `allowances: Test\nmay_differ:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`
const good = 'place: /expires_in, change: dropped, source: RFC 6749, section: "5.1", because: It is only recommended.'
const load = async (text: string) => loadSpecs(await folderOf({ ...goodSpecs, 'allowances/a.yaml': text }))

describe('allowance files', () => {
  test('give one allowance for each place', async () => {
    const two = good.replace('/expires_in', '[/expires_in, /scope]')
    const { allowances } = await load(file(two, `${good}, silent: true, operation: token, outcome: "200*"`))
    expect(allowances.map(({ place, kind, changes, at }) => [place, kind, changes, at.line])).toEqual([
      ['/expires_in', 'free', ['dropped'], 3],
      ['/scope', 'free', ['dropped'], 3],
      ['/expires_in', 'silent', ['dropped'], 4],
    ])
    expect(allowances.map(({ operations, outcomes }) => [operations.length > 1, outcomes])).toEqual([
      [true, []],
      [true, []],
      [false, ['200*']],
    ])
  })

  test('cite what the catalogue knows, and are not wider than a member', async () => {
    const text = file(
      good.replace('RFC 6749', 'RFC 6748'),
      good.replace('5.1', '5.9'),
      good.replace('"5.1"', '"5.9", title: Of nothing'),
      good.replace('/expires_in', '"header *"'),
      good.replace('/expires_in', '/keys/*/kty'),
      `${good}, silent: true, kind: blocks`,
    )
    expect(brief(await thrownBy(() => load(text)))).toMatchInlineSnapshot(`
      [
        "specs/allowances/a.yaml:3:52 there is no document "RFC 6748"; did you mean "RFC 6749"?",
        "specs/allowances/a.yaml:4:71 no requirement cites section 5.9 of RFC 6749",
        "specs/allowances/a.yaml:6:14 "header *" is wider than a member",
        "specs/allowances/a.yaml:8:132 an answer that blocks is not one that no document speaks of",
      ]
    `)
  })
})
