import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { buildSpecs } from '../../scripts/build/specs.ts'
import { folderOf } from '../load/testing/folder.ts'
import { goodSpecs } from '../load/testing/good-specs.ts'

test('specifications with a problem stop the build with place and fix, and leave nothing', async () => {
  const file = 'requirements/rfc6749.yaml'
  const root = await folderOf({ ...goodSpecs, [file]: `${goodSpecs[file]}`.replace('count: 2', 'count: 3') })
  const out = await folderOf({})
  expect(await buildSpecs(root, out)).toMatch(
    /^error: specs\/requirements\/rfc6749\.yaml:4:\d+: count is 3, but there are 2 requirements\n[\s\S]*fix: /u,
  )
  expect(await readdir(out)).toEqual([])
})
