import { decodeJson, isObject } from '../../decode/json.ts'
import { type KeyMaterial, makeKeyPair } from '../../key-pairs/make-key-pair.ts'
import type { Declaration } from '../../model/evidence.ts'
import type { GrantIssuer, StaticClient, Target } from '../../model/target.ts'
import { type TlsIdentity, withoutKey } from '../tls/identity.ts'
import type { Marks } from './marks.ts'

/** The target of the evidence, with marks for its secrets and other keys of the same kinds. */
export async function declaredTarget({ target }: Declaration, marks: Marks): Promise<Target> {
  const { client, secondClient, introspectionClient, assertionIssuer, disabledIssuer, ...rest } = marks.data(target)
  return {
    ...rest,
    ...(client === undefined ? {} : { client: await withKey(client) }),
    ...(secondClient === undefined ? {} : { secondClient: await withKey(secondClient) }),
    ...(introspectionClient === undefined ? {} : { introspectionClient: await withKey(introspectionClient) }),
    ...(assertionIssuer === undefined ? {} : { assertionIssuer: await withIssuersKey(assertionIssuer) }),
    ...(disabledIssuer === undefined ? {} : { disabledIssuer: await withIssuersKey(disabledIssuer) }),
  }
}

const withKey = async (client: StaticClient): Promise<StaticClient> =>
  client.private_key === undefined ? client : { ...client, private_key: await privateHalf(client.private_key) }

const withIssuersKey = async (issuer: GrantIssuer): Promise<GrantIssuer> => ({
  ...issuer,
  key: await privateHalf(issuer.key),
})

/** Another private key of the same kind, under the same name. */
async function privateHalf(text: string): Promise<string> {
  const json = decodeJson(text)
  const open = json.ok && isObject(json.value.value) ? json.value.value : {}
  const { privateKey } = await makeKeyPair(materials.find((each) => each === open.crv) ?? 'RSA-2048')
  const { kid, alg } = open
  return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid, alg })
}

const materials: readonly KeyMaterial[] = ['P-256', 'P-384', 'P-521', 'Ed25519']

/** The client certificate that the target file names. Its key is not needed: nothing connects. */
export function declaredIdentity({ target: { tls } }: Declaration): TlsIdentity | undefined {
  return tls.cert === undefined || tls.key === undefined ? undefined : withoutKey('configured', tls.cert)
}
