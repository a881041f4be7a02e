import { encodeBase64Url } from '../../../decode/base64url.ts'
import type { AssertionFault } from '../../../model/vocabulary.ts'
import type { AssertionPlan } from './plan.ts'
import { claimsOctets, headerOctets } from './texts.ts'

/** Signs what stands before the second dot. */
export type Sign = (signingInput: Uint8Array) => Uint8Array

/** A JWS in compact form (RFC 7515 section 7.1) with the fault that was asked for. The signature is over the octets as sent. */
export function compactAssertion(plan: AssertionPlan, sign: Sign): string {
  const { fault } = plan
  const input = spaced(`${encodeBase64Url(headerOctets(plan))}.${encodeBase64Url(claimsOctets(plan))}`, fault)
  if (fault === 'two_parts') return input
  if (fault === 'empty_signature') return `${input}.`
  return `${input}.${encodeBase64Url(broken(sign(new TextEncoder().encode(input)), fault))}`
}

/** A line break in the middle of the claims. */
function spaced(input: string, fault: AssertionFault | undefined): string {
  const middle = Math.floor((input.indexOf('.') + input.length) / 2)
  return fault === 'white_space' ? `${input.slice(0, middle)}\n${input.slice(middle)}` : input
}

/** The order of P-256, below which R and S of an ES256 signature are: q of RFC 6979, appendix A.2.5. */
const orderOfP256 = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')

/** R and S of an ECDSA signature, each as long as half of it. */
const oddNumbers: Partial<Readonly<Record<AssertionFault, (length: number) => Uint8Array>>> = {
  zero_signature: (length) => new Uint8Array(length),
  zero_r: (length) => new Uint8Array(length).fill(1, length - 1),
  order_r_s: () => Buffer.concat([orderOfP256, orderOfP256]),
}

function broken(signature: Uint8Array, fault: AssertionFault | undefined): Uint8Array {
  const odd = fault === undefined ? undefined : oddNumbers[fault]
  if (odd !== undefined) return odd(signature.length)
  if (fault !== 'broken_signature') return signature
  const middle = signature.length >> 1
  return signature.map((octet, index) => (index === middle ? octet ^ 0xff : octet))
}
