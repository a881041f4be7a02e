import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languagePage } from '../../scripts/pages/language-page.ts'
import { languageText, type SchemaFile, vocabularyText } from '../../scripts/pages/types-of.ts'
import { decodeJson, isObject } from '../decode/json.ts'

/** In the order in which the types are written. */
const files = [
  'vocabulary',
  'matcher',
  'tls',
  'condition',
  'request',
  'check',
  'hosting',
  'scenario',
  'limitation',
  'profile',
  'target',
  'requirement',
  'baseline',
  'frozen',
  'proof',
  'findings',
  'cves',
  'elsewhere',
  'attestations',
  'allowances',
  'rules',
  'fleet',
].map((name): SchemaFile => {
  const decoded = decodeJson(readFileSync(new URL(`../../specs/schemas/${name}.schema.json`, import.meta.url), 'utf8'))
  if (!decoded.ok || !isObject(decoded.value.value)) throw new Error(`${name}.schema.json is not a JSON object`)
  return { name, schema: decoded.value.value }
})

test('the lists of words are those of the schemas: npm run types:generate', async () => {
  await expect(vocabularyText(files)).toMatchFileSnapshot('vocabulary.ts')
})

test('the types are those of the schemas: npm run types:generate', async () => {
  await expect(languageText(files)).toMatchFileSnapshot('language.ts')
})

test('the tables of docs/language.md are those of the schemas: npm run types:generate', async () => {
  const page = new URL('../../docs/language.md', import.meta.url)
  await expect(languagePage(readFileSync(page, 'utf8'), files)).toMatchFileSnapshot('../../docs/language.md')
})
