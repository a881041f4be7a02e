import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Version } from '@cyclonedx/cyclonedx-library/Spec'
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation'
import { describe, expect, it } from 'vitest'
import { trustedJson } from '../decode/trusted.ts'

const text = readFileSync(fileURLToPath(new URL('../../dist/sbom.cdx.json', import.meta.url)), 'utf8')
const bill = trustedJson<Readonly<Record<string, unknown>>>(text)
/** The schemas of CycloneDX, those of SPDX and JSF that they name, and their own validator. */
const problemsOf = (of: string) => new JsonStrictValidator(Version.v1dot5).validate(of)

describe('the bill of materials, by the schema of CycloneDX', () => {
  it('is of the version that is looked at', () => expect(bill.specVersion).toBe(Version.v1dot5))

  it('is valid', async () => expect(await problemsOf(text)).toBeNull())

  it.each<readonly [string, object]>([
    ['without the name of the format', { bomFormat: undefined }],
    ['with a member that there is none of', { parts: [] }],
    ['with a component without a name', { components: [{ type: 'library' }] }],
    [
      'with a licence that SPDX does not know',
      { components: [{ type: 'library', name: 'x', licenses: [{ license: { id: 'Mine' } }] }] },
    ],
    [
      'with a hash of another length',
      { components: [{ type: 'library', name: 'x', hashes: [{ alg: 'SHA-512', content: 'ab' }] }] },
    ],
    ['with a component twice', { dependencies: [{ ref: 'x' }, { ref: 'x' }] }],
  ])('would not be %s', async (_, change) =>
    expect(await problemsOf(JSON.stringify({ ...bill, ...change }))).not.toBeNull())
})
