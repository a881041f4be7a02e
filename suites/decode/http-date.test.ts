import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHttpDate } from './http-date.ts'

describe('parseHttpDate', () => {
  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', 784111777],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 784111777],
    ['Sun Nov  6 08:49:37 1994', 784111777],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Thu, 29 Feb 2024 23:59:59 GMT', 1709251199],
    ['Sat, 31 Dec 2016 23:59:60 GMT', 1483228800],
    ['Thursday, 29-Feb-24 00:00:00 GMT', 1709164800],
    ['Thursday, 01-Jan-70 00:00:00 GMT', 0],
    ['Tuesday, 01-Jan-69 00:00:00 GMT', 3124224000],
  ])('parses %j', (value, seconds) => {
    expect(parseHttpDate(value)).toEqual({ ok: true, value: seconds })
  })

  it.each([
    ['', 'is not an HTTP date'],
    ['1994-11-06T08:49:37Z', 'is not an HTTP date'],
    ['sun, 06 nov 1994 08:49:37 gmt', 'is not an HTTP date'],
    ['Sun, 6 Nov 1994 08:49:37 GMT', 'is not an HTTP date'],
    ['Sun, 06 Nov 1994 08:49:37 UTC', 'is not an HTTP date'],
    ['Sun, 06 Nov 1994 08:49:37 +0000', 'is not an HTTP date'],
    ['Sun, 06 Nov 1994 08:49:37 GMT ', 'is not an HTTP date'],
    ['Sun, 06 Nov 1994 08:49:37 GMT\n', 'is not an HTTP date'],
    ['Sun Nov 6 08:49:37 1994', 'is not an HTTP date'],
    ['Sun, 06 Nov 1994 24:00:00 GMT', 'has an impossible time of day'],
    ['Sun, 06 Nov 1994 08:49:61 GMT', 'has an impossible time of day'],
    ['Sun, 06 Nov 1994 08:60:00 GMT', 'has an impossible time of day'],
    ['Thu, 30 Feb 2023 00:00:00 GMT', 'has a day that is not in the calendar'],
    ['Tue, 00 Nov 1994 00:00:00 GMT', 'has a day that is not in the calendar'],
    ['Mon, 06 Nov 1994 08:49:37 GMT', 'has the wrong name of the day'],
  ])('refuses %j', (value, problem) => {
    expect(parseHttpDate(value)).toEqual({ ok: false, problem })
  })

  it('reads what toUTCString writes, and never throws', () => {
    const date = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
    fc.assert(
      fc.property(date, (moment) => {
        expect(parseHttpDate(moment.toUTCString())).toEqual({ ok: true, value: Math.floor(moment.getTime() / 1000) })
      }),
    )
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(parseHttpDate(value).ok).toBe(false)
      }),
    )
  })
})
