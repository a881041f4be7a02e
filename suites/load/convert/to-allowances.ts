import { listOf } from '../../decode/list-of.ts'
import type { Allowance } from '../../model/allowance.ts'
import type { AllowancesFile } from '../../model/language.ts'
import { operations } from '../../model/vocabulary.ts'
import type { Loaded } from '../files/file-set.ts'

/** All allowance files together, one allowance for each place. */
export function toAllowances(files: readonly Loaded<AllowancesFile>[]): readonly Allowance[] {
  return files.flatMap(({ raw, yaml }) =>
    raw.may_differ.flatMap(
      ({ operation, outcome, place, change, source, section, because, silent, kind }, index): readonly Allowance[] =>
        listOf(place).map((each) => ({
          operations: operation === undefined ? operations : listOf(operation),
          outcomes: listOf(outcome ?? []),
          place: each,
          changes: change === 'any' ? change : listOf(change),
          source,
          section,
          because,
          kind: kind ?? (silent ? 'silent' : 'free'),
          at: yaml.locate(['may_differ', index]),
        })),
    ),
  )
}
