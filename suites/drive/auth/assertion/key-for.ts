import { readKeyName } from '../../../decode/key-name.ts'
import type { AssertionSpec } from '../../../model/scenario.ts'
import type { RunKey } from '../../keys/key-ring.ts'
import { usualSignature } from '../../keys/usual-algorithm.ts'
import { usualKey } from '../../keys/usual-key.ts'
import type { NoRequest } from '../../request/context.ts'
import { resolveOne } from '../../request/overrides.ts'
import type { Signing } from './signing.ts'

interface Found {
  readonly kind: 'key'
  readonly key: RunKey
  /** What the header says: the client's own key, also where another client's signs. */
  readonly kid: string | undefined
}

/** The key pair that an assertion is signed with: the client's own, unless the step names another one. */
export async function keyFor(
  spec: AssertionSpec | undefined,
  { keys, owner, otherOwner, scope }: Signing,
): Promise<Found | NoRequest> {
  const named = resolveOne(spec?.key, scope, 'auth.assertion.key')
  if (named.kind !== 'value') return named
  const read = readKeyName(typeof named.value === 'string' ? named.value : usualKey)
  if (!read.ok) return { kind: 'blocked', because: read.problem }
  const { name, kind = usualSignature(scope.metadata) } = read.value
  const own = await keys.key(`${owner} ${name}`, kind)
  const key = spec?.of === 'other' ? await keys.key(`${otherOwner} ${name}`, kind) : own
  return { kind: 'key', key, kid: own.kid }
}
