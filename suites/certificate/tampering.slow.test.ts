import { describe, expect, it } from 'vitest'
import { specs } from '../live/testing/engine.ts'
import { packageVersion } from '../run/version.ts'
import { bundleText } from './bundle.ts'
import { bundle, now } from './testing.ts'
import { verifyBundle } from './verify.ts'

describe('tampering without the key', () => {
  it('any byte, anywhere', async () => {
    const octets = Buffer.from(bundleText(bundle))
    const step = Math.floor(octets.length / 60)
    for (let index = 7; index < octets.length; index += step) {
      const altered = Buffer.from(octets)
      altered[index] = (altered[index] ?? 0) ^ 1
      const refused = await verifyBundle(altered, 'B', { specs, version: packageVersion(), now }).then(
        ({ faults }) => faults.length > 0,
        () => true,
      )
      expect(refused, `byte ${index}`).toBe(true)
    }
  })
})
