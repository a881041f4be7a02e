import type { Exchange } from '../../model/evidence.ts'
import type { History } from '../../model/vocabulary.ts'

/** Something that only the order of a run's answers shows, and that says nothing about what the server would have answered otherwise. */
export interface Obstacle {
  readonly kind: History
  readonly says: string
  /** Ids of the exchanges that it explains. */
  readonly exchanges: ReadonlySet<number>
}

/** In the order in which the answers came: so they were made, more or less, also where requests overlap. */
export const asAnswered = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.toSorted((one, other) => answeredAt(one) - answeredAt(other) || one.id - other.id)

export const answeredAt = ({ response, request }: Exchange): number =>
  Date.parse(response?.receivedAt ?? request.sentAt)
export const sentAt = ({ request }: Exchange): number => Date.parse(request.sentAt)

export const isAccepted = ({ response }: Exchange): boolean =>
  response !== undefined && response.status >= 200 && response.status < 300
