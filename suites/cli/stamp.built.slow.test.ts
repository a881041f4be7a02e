import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openAuthority } from '../certificate/timestamp/testing.ts'
import { runBuilt } from './testing-built.ts'

const box = mkdtempSync(join(tmpdir(), 'grantcheck-'))

const grantcheck = runBuilt(box)

// The authority is OpenSSL's, which a machine with nothing but Node.js does not have.
it('stamps a bundle, and checks the stamp, with the library as it is bundled', async () => {
  const authority = openAuthority()
  onTestFinished(() => authority.close())
  await grantcheck('demo', '--evidence', 'stamp.json', '--report', 'json=stamp-report.json')
  await grantcheck('keygen', '--out', 'KEY')
  await grantcheck('certify', 'stamp.json', '--key', 'KEY', '--out', 'B')
  expect(await grantcheck('stamp', 'B', '--query', 'B.tsq')).toMatchObject({ code: 0, err: '' })
  writeFileSync(join(box, 'B.tsr'), authority.answer(readFileSync(join(box, 'B.tsq'))))
  expect(await grantcheck('stamp', 'B', '--response', 'B.tsr')).toMatchObject({ code: 0, err: '' })
  const verify = await grantcheck('verify', 'B', '--key', 'KEY.pub', '--timestamp-ca', authority.ca.certificate)
  expect(verify.code, verify.out).toBe(0)
  expect(verify.out).toContain('Stamped at 20')
})
