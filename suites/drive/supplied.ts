import { readAnswer } from '../decode/answer.ts'
import { bodyText } from '../decode/body.ts'
import { decodeForm } from '../decode/form.ts'
import { at } from '../decode/pointer.ts'
import type { Scope } from '../language/scope.ts'
import type { Exchange } from '../model/evidence.ts'
import type { Target } from '../model/target.ts'

/** What the target file supplies from outside, as it is now. */
export interface Supplied {
  values(): NonNullable<Scope['supplied']>
  /** A server may replace a refresh token with each use (RFC 6749 section 6): what it delivers instead counts from then on. */
  learn(exchange: Exchange): void
}

export function suppliedBy({ refreshToken, softwareStatement, subjectToken }: Target): Supplied {
  let newest = refreshToken
  return {
    values: () => ({
      ...(newest === undefined ? {} : { refresh_token: newest }),
      ...(softwareStatement === undefined ? {} : { software_statement: softwareStatement }),
      ...(subjectToken === undefined ? {} : { subject_token: subjectToken }),
    }),
    learn: (exchange) => {
      const { status = 0, json } = readAnswer(exchange)
      const delivered = at(json, '/refresh_token')
      const accepted = exchange.operation === 'refresh' && status >= 200 && status < 300
      if (accepted && typeof delivered === 'string' && delivered !== '' && used(exchange) === newest) newest = delivered
    },
  }
}

/** The refresh token that a request presented. */
function used({ request }: Exchange): string | undefined {
  const text = request.body === undefined ? undefined : bodyText(request.body)
  return text?.ok ? decodeForm(text.value).find(([name]) => name === 'refresh_token')?.[1] : undefined
}
