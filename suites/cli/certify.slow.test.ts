import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { grantcheck } from './testing.ts'

const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))
const path = (name: string): string => join(box, name)

it('keygen, certify, verify; the key is private, never replaced, and a tampered bundle is refused', async () => {
  await grantcheck(['run', '--evidence', path('good.json')])
  expect((await grantcheck(['keygen', '--out', path('KEY')])).code).toBe(0)
  expect(statSync(path('KEY')).mode & 0o777).toBe(0o600)
  expect(await grantcheck(['keygen', '--out', path('KEY')])).toMatchObject({ code: 2, err: /is there already/u })
  const bundle = path('bundle.json')
  const made = await grantcheck(['certify', path('good.json'), '--key', path('KEY'), '--out', bundle])
  expect(made.code).toBe(0)
  expect(made.out).toContain(`verify it with: grantcheck verify ${bundle} --key ${path('KEY.pub')}`)
  const good = await grantcheck(['verify', bundle, '--key', path('KEY.pub'), '--conformant'])
  expect(good.code, good.err).toBe(0)
  expect(good.out).toContain('VALID certificate of a run that was CONFORMANT')
  expect(good.out).toContain('tests show the presence of faults, not their absence')
  writeFileSync(bundle, readFileSync(bundle, 'utf8').replace(/\d+ checks passed/u, '0 checks passed'))
  const bad = await grantcheck(['verify', bundle])
  expect(bad.code).toBe(1)
  expect(bad.out).toMatch(/NOT VALID\n {2}files-differ: .*report\.json/u)
  expect((await grantcheck(['verify', path('good.json')])).code).toBe(2)
})
