import type { Exchange } from '../../../model/evidence.ts'
import { answered, type Mutation } from './mutation.ts'

const statuses = [200, 201, 204, 301, 302, 307, 400, 401, 403, 404, 405, 406, 409, 415, 429, 500, 501, 503]

/** Every other status code that servers are known to answer with. */
export const otherStatuses = (exchange: Exchange): readonly Mutation[] =>
  statuses
    .filter((status) => status !== exchange.response?.status)
    .map((status) => ({ place: 'status', change: String(status), exchanges: answered(exchange, { status }) }))
