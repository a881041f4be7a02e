import { randomBytes } from 'node:crypto'
import { Integer } from 'asn1js'
import { MessageImprint, TimeStampReq } from 'pkijs'

/**
 * A request for a timestamp over the SHA-256 of these octets: TimeStampReq with a nonce, which asks for the certificate of the authority
 * (RFC 3161 section 2.4.1).
 */
export async function timestampQuery(octets: Uint8Array): Promise<Uint8Array> {
  const messageImprint = await MessageImprint.create('SHA-256', new Uint8Array(octets))
  // The first bit is the sign of an INTEGER, and one that is set makes its DER as long each time.
  const nonce = randomBytes(8)
  nonce.writeUInt8((nonce.readUInt8() & 0x7f) | 0x40)
  const query = new TimeStampReq({
    version: 1,
    messageImprint,
    nonce: new Integer({ valueHex: new Uint8Array(nonce) }),
    certReq: true,
  })
  return new Uint8Array(query.toSchema().toBER())
}
