import type { HeaderField } from '../../model/evidence.ts'
import type { Target } from '../../model/target.ts'

/** Header fields that a target file may add to pass a gateway. */
const telling = /authorization|cookie|key|secret|token|password/iu

/** The secret header fields of a target file: their name tells it, or their value is taken from elsewhere. */
export function secretFields({ headers, secretHeaders = [] }: Target): readonly HeaderField[] {
  return Object.values(headers).flatMap((fields) =>
    Object.entries(fields).filter(([name]) => telling.test(name) || secretHeaders.includes(name)),
  )
}

/** `Bearer abc` holds the secret `abc`; a value without a scheme is one secret. */
export function credentialsIn(value: string): { readonly scheme: string; readonly credentials: string } {
  const [, scheme = '', credentials = value] = /^([a-z][\w-]* +)(\S.*)$/iu.exec(value) ?? []
  return { scheme, credentials }
}
