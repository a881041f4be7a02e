import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { expect, test } from 'vitest'

const folder = new URL('../../../specs/schemas/', import.meta.url).pathname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.schema.json'))
const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(join(folder, file), 'utf8'))

/** Files of grantcheck's own making have the version of their format in the name; the others are found beside each other, wherever the package lies. */
test.each(files)('%s has a name by which others can refer to it', (file) => {
  expect([basename(file), `urn:grantcheck:schema:${basename(file, '.schema.json')}:1`]).toContain(read(file).$id)
})

test('another validator resolves what the schemas refer to by their $id', () => {
  const ajv = new Ajv2020({ strict: false })
  ajvFormats.default(ajv)
  for (const file of files.filter((each) => !each.includes('/'))) ajv.addSchema(read(file))
  const validate = ajv.getSchema('target.schema.json')
  expect(validate?.({ issuer: 'https://as.test', hosts: { a: 'https://b.test' } })).toBe(true)
  expect(validate?.({ issuer: 'https://as.test', hosts: { a: 'ftp://b.test' } })).toBe(false)
  expect(() => ajv.getSchema('scenario.schema.json')).not.toThrow()
})
