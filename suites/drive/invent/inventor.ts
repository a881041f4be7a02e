import type { Faker } from '@faker-js/faker'
import { fakeNames, randomNames } from '../../model/vocabulary.ts'
import { fakeValue } from './fake-value.ts'
import { numberOf } from './octets.ts'
import { randomValue } from './random-value.ts'

/** Invents `$fake` and `$random` values for one step of one owner (a scenario row, a client). */
export type Inventor = (owner: string, step: string) => Invent
export type Invent = (kind: 'fake' | 'random', name: string, place: string) => string

/** The same seed, owner, step, place and name give the same value; any other of them another one. Names of clients say whose they are: who runs the server finds those of a run by its seed. */
export function inventorFor(seed: number, faker: Faker): Inventor {
  return (owner, step) => (kind, name, place) => {
    const origin = [seed, owner, step, place, kind, name].join('\n')
    const fake = kind === 'fake' ? fakeNames.find((each) => each === name) : undefined
    if (fake === 'company.name') return `grantcheck ${seed} ${fakeValue(fake, numberOf(origin), faker)}`
    if (fake !== undefined) return fakeValue(fake, numberOf(origin), faker)
    return randomValue(randomNames.find((each) => each === name) ?? 'opaque', origin)
  }
}
