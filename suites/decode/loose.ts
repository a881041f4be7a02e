// For finding what must not be there: reads whatever it can, and never refuses. Nothing that is judged is read so.

/** The octets of a base64 or base64url text, as far as it is one, each as one character. */
export const looseBase64 = (text: string): string => Buffer.from(text, 'base64').toString('latin1')

/** The octets of a hexadecimal text, each as one character. */
export const looseHex = (text: string): string => Buffer.from(text, 'hex').toString('latin1')

/** A text of octets as base64, or as base64url. */
export const octetsToBase64 = (text: string, urlSafe: boolean): string =>
  Buffer.from(text, 'latin1').toString(urlSafe ? 'base64url' : 'base64')

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Percent-encoded octets, each as one character. */
export const loosePercent = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/giu, (_, octet: string) => String.fromCodePoint(Number(`0x${octet}`)))

/** Character references of HTML as characters, each once. */
export const looseHtml = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/giu,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole
      const code = decimal === undefined ? Number(`0x${hex ?? ''}`) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
