import { PKIStatus, TimeStampResp } from 'pkijs'
import { bad, type Decoded, good } from '../../decode/decoded.ts'
import { isOneDer } from './token.ts'

/** The token in the answer of a time-stamping authority (TimeStampResp, RFC 3161 section 2.4.2), or why there is none. Never throws. */
export function tokenIn(response: Uint8Array): Decoded<Uint8Array> {
  const read = readResponse(response)
  if (read === undefined) return bad('is not the answer of a time-stamping authority (TimeStampResp in DER)')
  const { status, timeStampToken } = read
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods)
    return bad(`says that no timestamp was granted: ${[statusName(status.status), ...reasons(read)].join(', ')}`)
  if (timeStampToken === undefined) return bad('says that a timestamp was granted and holds none')
  return good(new Uint8Array(timeStampToken.toSchema().toBER()))
}

function readResponse(response: Uint8Array): TimeStampResp | undefined {
  try {
    return isOneDer(response) ? TimeStampResp.fromBER(new Uint8Array(response)) : undefined
  } catch {
    return undefined
  }
}

const statusName = (status: PKIStatus): string => PKIStatus[status] ?? `status ${status}`
const reasons = ({ status }: TimeStampResp): readonly string[] =>
  (status.statusStrings ?? []).map(({ valueBlock }) => valueBlock.value)
