import { closest } from '../decode/closest.ts'
import { InputError } from '../model/errors.ts'

/** No mutant or variant has that id; the nearest of those that there are. */
export function unknownMutant(id: string, ids: readonly string[]): InputError {
  const near = closest(id, ids) ?? ids.find((each) => each.includes(id))
  const hint = near === undefined ? '' : `Did you mean "${near}"? `
  const fix = `${hint}"grantcheck serve --mutant list" shows them all.`
  return new InputError([{ message: `there is no mutant or variant "${id}"`, fix }])
}
