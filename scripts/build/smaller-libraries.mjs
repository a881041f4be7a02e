// Libraries of which we use a part, cut down to it where the bundler cannot do that by itself: loading the whole of them took longer than a run.
import { readFileSync } from 'node:fs'
import { faker } from '@faker-js/faker/locale/en'

const { title, company, internet, person, word } = faker.rawDefinitions

/** What our invented values are made of: an eighth of the locale. */
const definitions = {
  title,
  company,
  internet: pick(internet, ['domain_suffix', 'example_email', 'free_email']),
  person: pick(person, ['first_name', 'last_name', 'last_name_pattern', 'middle_name', 'name', 'prefix', 'suffix']),
  word: pick(word, ['adjective', 'noun']),
}

function pick(all, names) {
  return Object.fromEntries(names.map((name) => [name, all[name]]))
}

const parts = [
  [
    /\/undici\/index\.js$/u,
    // `request` is a method of dispatchers only once the API is mixed in.
    `Object.assign(require('./lib/dispatcher/dispatcher').prototype, require('./lib/api'))
exports.Agent = require('./lib/dispatcher/agent')
exports.buildConnector = require('./lib/core/connect')
// Evaluated only where there is a proxy.
Object.defineProperty(exports, 'ProxyAgent', { enumerable: true, get: () => require('./lib/dispatcher/proxy-agent') })`,
  ],
  // HTTP/2 is not offered to any server.
  [
    /\/undici\/lib\/dispatcher\/client-h2\.js$/u,
    `module.exports = () => { throw new TypeError('HTTP/2 is not spoken') }`,
  ],
  // For bodies that are FormData: ours are text. It brings all of fetch.
  [/\/undici\/lib\/web\/fetch\/body\.js$/u, `exports.extractBody = () => { throw new TypeError('a body is text') }`],
  [
    /\/@faker-js\/faker\/dist\/locale\/en\.js$/u,
    `import { Faker } from '@faker-js/faker'
export const faker = new Faker({ locale: ${JSON.stringify(definitions)} })`,
  ],
]

/** Libraries that are taken whole, but for a module of the platform that they load and never need here. */
const without = [
  // Only for commands that are programs of their own: there are none.
  [/\/commander\/lib\/command\.js$/u, `require('node:child_process')`, '{}'],
]

export const smallerLibraries = {
  name: 'smaller-libraries',
  load(id) {
    const [, imported, instead] = without.find(([file]) => file.test(id)) ?? []
    if (imported === undefined) return parts.find(([file]) => file.test(id))?.[1]
    const text = readFileSync(id, 'utf8')
    if (!text.includes(imported)) throw new Error(`${id} no longer has ${imported}`)
    return text.replace(imported, instead)
  },
}
