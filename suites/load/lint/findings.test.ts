import { describe, expect, test } from 'vitest'
import { loadSpecs } from '../specs.ts'
import { folderOf } from '../testing/folder.ts'
import { goodSpecs } from '../testing/good-specs.ts'
import { problems } from '../testing/problems.ts'
import { brief, thrownBy } from '../testing/told.ts'

const file = (name: string, ...rules: string[]): string =>
  `findings: ${name}\nrules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`
const good = '{ id: good, title: A fault, remedy: Change it., explains: [{ requirement: [rfc6749.*] }] }'
const told = async (files: Readonly<Record<string, string>>) =>
  brief(await thrownBy(async () => loadSpecs(await folderOf({ ...goodSpecs, ...files }))))

describe('findings files', () => {
  test('give rules, security first, and those without a title last', async () => {
    const specs = await loadSpecs(
      await folderOf({
        ...goodSpecs,
        'findings/a.yaml': file('form', good),
        'findings/b.yaml': file(
          'security',
          '{ id: own, explains: [{ issued: true }] }',
          '{ id: late, title: t, remedy: r, explains: [{ check: ["token/*:refused:*"] }] }',
        ),
      }),
    )
    expect(specs.findings.rules.map(({ id, class: name, at }) => [id, name, at.line])).toEqual([
      ['late', 'security', 4],
      ['good', 'form', 3],
      ['own', 'security', 3],
    ])
  })

  test('name what exists, once', async () => {
    const rule = (more: string): string => `{ id: x, title: t, remedy: r, ${more} }`
    expect(
      await told({
        'findings/a.yaml': file(
          'form',
          good,
          good,
          rule('explains: [{ requirement: [rfc6749.5.2.error-membr] }]'),
          '{ id: y, title: "The {endpiont}", remedy: r, explains: [{ status: [400] }] }',
          '{ id: z, title: t, remedy: r, given: [{ check: ["token/wrong-secret:refusd:*"] }], explains: [{ issued: true }] }',
        ),
      }),
    ).toEqual([
      'specs/findings/a.yaml:4:11 duplicate id good',
      'specs/findings/a.yaml:5:62 "rfc6749.5.2.error-membr" matches no requirement',
      'specs/findings/a.yaml:6:21 there is no placeholder "endpiont"; did you mean "endpoint"?',
      'specs/findings/a.yaml:7:53 "token/wrong-secret:refusd:*" matches no step of a scenario',
    ])
  })

  test('are complete', () => {
    expect(problems('findings', file('form', '{ id: x, title: t, explains: [{}] }'))).toMatchInlineSnapshot(`
      "x.yaml:3:5: title needs remedy in addition
      2 | rules:
      3 |   - { id: x, title: t, explains: [{}] }
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      x.yaml:3:35: item 1 of explains must NOT have fewer than 1 properties
      2 | rules:
      3 |   - { id: x, title: t, explains: [{}] }
        |                                   ^^"
    `)
    expect(problems('findings', file('colour', good))).toMatchInlineSnapshot(`
      "x.yaml:1:11: findings cannot be "colour"
      1 | findings: colour
        |           ^^^^^^
      fix: Allowed: security, protocol, form."
    `)
  })
})
