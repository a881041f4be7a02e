import type { Faker } from '@faker-js/faker'
import type { FakeName } from '../../model/vocabulary.ts'

/** Loads the generator of realistic data with one locale: the package's main entry costs three times as much. */
export async function loadFaker(): Promise<Faker> {
  const { faker } = await import('@faker-js/faker/locale/en')
  return faker
}

/** Realistic data in plain ASCII; URIs below reserved names that resolve nowhere (RFC 2606). Depends on `seed` only. */
export function fakeValue(name: FakeName, seed: number, faker: Faker): string {
  faker.seed(seed)
  switch (name) {
    case 'company.name':
      return plain(faker.company.name())
    case 'person.name':
      return plain(faker.person.fullName())
    case 'internet.email':
      return plain(faker.internet.email({ provider: `${host(faker)}.example` })).toLowerCase()
    case 'uri.client':
      return uri(faker, '/')
    case 'uri.redirect':
      return uri(faker, '/callback')
    case 'uri.logo':
      return uri(faker, '/logo.png')
    case 'uri.policy':
      return uri(faker, '/privacy')
    case 'uri.tos':
      return uri(faker, '/terms')
    case 'software.id':
      return faker.string.uuid()
    case 'software.version':
      return `${faker.number.int({ min: 1, max: 9 })}.${faker.number.int({ max: 20 })}.${faker.number.int({ max: 20 })}`
    default:
      return name satisfies never
  }
}

const host = (faker: Faker): string => `${faker.internet.domainWord()}-${faker.string.numeric(4)}`.toLowerCase()

const uri = (faker: Faker, path: string): string => `https://${host(faker)}.example${path}`

/** Names with accents or apostrophes are a test of their own, not noise in every other one. */
const plain = (text: string): string => text.normalize('NFD').replace(/[^\x20-\x7e]|['"]/gu, '')
