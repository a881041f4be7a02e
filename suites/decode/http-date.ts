import { bad, type Decoded, good } from './decoded.ts'
import { remember } from './remember.ts'

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const time = '(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})'
const month = `(?<month>${months.join('|')})`
const short = `(?<day>${days.map((day) => day.slice(0, 3)).join('|')})`
const long = `(?<day>${days.join('|')})`

const forms = [
  /** IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT */
  new RegExp(`^${short}, (?<date>[0-9]{2}) ${month} (?<year>[0-9]{4}) ${time} GMT$`),
  /** RFC 850: Sunday, 06-Nov-94 08:49:37 GMT */
  new RegExp(`^${long}, (?<date>[0-9]{2})-${month}-(?<year>[0-9]{2}) ${time} GMT$`),
  /** asctime: Sun Nov  6 08:49:37 1994 */
  new RegExp(`^${short} ${month} (?<date>[0-9]{2}| [0-9]) ${time} (?<year>[0-9]{4})$`),
]

/**
 * Parses an HTTP date (RFC 9110 section 5.6.7) in any of its three forms to seconds since 1970. Case, spacing, the calendar
 * and the name of the day must be right. Never throws. Many answers have the same date.
 */
export const parseHttpDate = remember(100, readHttpDate)

function readHttpDate(value: string): Decoded<number> {
  const parts = forms.map((form) => form.exec(value)?.groups).find((groups) => groups !== undefined)
  if (parts === undefined) return bad('is not an HTTP date')
  const [hour, minute, second] = [Number(parts.hour), Number(parts.minute), Number(parts.second)]
  // The grammar allows 60, for a leap second.
  if (hour > 23 || minute > 59 || second > 60) return bad('has an impossible time of day')
  const day = new Date(0)
  day.setUTCFullYear(fullYear(parts.year ?? ''), months.indexOf(parts.month ?? ''), Number(parts.date))
  if (day.getUTCDate() !== Number(parts.date)) return bad('has a day that is not in the calendar')
  if (!days[day.getUTCDay()]?.startsWith(parts.day ?? '')) return bad('has the wrong name of the day')
  return good(day.getTime() / 1000 + hour * 3600 + minute * 60 + second)
}

/** RFC 9110 resolves two digits by the reader's clock; this folder has none, so they mean 1970 to 2069. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year)
  return Number(year) >= 70 ? 1900 + Number(year) : 2000 + Number(year)
}
