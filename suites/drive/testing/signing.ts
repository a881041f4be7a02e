import type { JsonObject } from '../../model/json.ts'
import type { Row } from '../../model/scenario.ts'
import type { Signing } from '../auth/assertion/signing.ts'
import { createKeyRing } from '../keys/key-ring.ts'

/** What a client signs with, outside of any run. One key ring for all: RSA keys take their time. */
const keys = createKeyRing()

export const signing = (metadata: JsonObject = {}, row: Row = {}): Signing => ({
  keys,
  owner: 'client',
  otherOwner: 'second',
  now: 1_700_000_000,
  scope: {
    row,
    facts: {
      named: 'http://127.0.0.1',
      issuer: 'http://127.0.0.1',
      loopback: true,
      https: false,
      registers: true,
      parameters: {},
      endpoints: {},
      capabilities: {},
    },
    metadata,
    exchange: () => undefined,
    minted: () => undefined,
    all: () => [],
    invent: (_, name) => name,
    secretFacts: () => undefined,
  },
})
