import { describe, it } from 'vitest'
import { expectRecordedVerdicts } from './testing/recorded-verdicts.ts'
import { newest, recordings } from './testing/recordings.ts'

describe('earlier versions of servers on record, and other profiles', () => {
  it.each(recordings.filter((path) => !newest.includes(path)))('%s', expectRecordedVerdicts)
})
