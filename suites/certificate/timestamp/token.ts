import { fromBER } from 'asn1js'
import {
  ContentInfo,
  id_ContentType_SignedData,
  id_eContentType_TSTInfo,
  SignedData,
  type SignerInfo,
  TSTInfo,
} from 'pkijs'
import { bad, type Decoded, good } from '../../decode/decoded.ts'

/** A time-stamp token, read and not yet believed. */
export interface Token {
  readonly signed: SignedData
  readonly signer: SignerInfo
  /** What the authority states. */
  readonly info: TSTInfo
}

/** Octets and certificates that a token may have: tokens with their certificates have less than a tenth of the octets. */
const most = { octets: 65_536, certificates: 10 }

/** Reads a TimeStampToken (RFC 3161 section 2.4.2). Says what is wrong as a predicate. Never throws. */
export function readToken(octets: Uint8Array): Decoded<Token> {
  try {
    return tokenOf(octets)
  } catch {
    return bad('cannot be read')
  }
}

function tokenOf(octets: Uint8Array): Decoded<Token> {
  if (!isOneDer(octets)) return bad('is not one value in DER')
  const { contentType, content } = ContentInfo.fromBER(new Uint8Array(octets))
  if (contentType !== id_ContentType_SignedData) return bad('is not signed')
  const signed = new SignedData({ schema: content })
  const { eContentType, eContent } = signed.encapContentInfo
  if (eContentType !== id_eContentType_TSTInfo || eContent === undefined) return bad('does not hold a TSTInfo')
  const info = TSTInfo.fromBER(eContent.getValue())
  if (info.version !== 1) return bad(`is of version ${info.version}, and 1 is known`)
  if (Number.isNaN(info.genTime.getTime())) return bad('does not say a time')
  const [signer, ...others] = signed.signerInfos
  if (signer === undefined || others.length > 0) return bad('does not have exactly one signature')
  const count = signed.certificates?.length ?? 0
  if (count === 0) return bad('does not hold the certificate of the authority: it has to be asked for (certReq)')
  if (count > most.certificates) return bad(`holds ${count} certificates, and ${most.certificates} are read`)
  return good({ signed, signer, info })
}

/** One ASN.1 value of a length that is read, and nothing behind it. May throw for what cannot be read. */
export function isOneDer(octets: Uint8Array): boolean {
  return octets.length <= most.octets && fromBER(new Uint8Array(octets)).offset === octets.length
}
