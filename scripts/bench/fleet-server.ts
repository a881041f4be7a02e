import { startReferenceServer } from '../../suites/reference-server/index.ts'
import { keyOfServer } from '../../suites/reference-server/jwt/keys.ts'

// A process that serves many issuers, each on a port of its own. Prints their URLs as a JSON array when all of them listen, and ends when its input does.
const [issuers = '10', delay = '0'] = process.argv.slice(2)
const key = keyOfServer('full')
await key
const servers: string[] = []
for (let count = 0; count < Number(issuers); count += 1)
  servers.push((await startReferenceServer({ mode: 'full', delayMs: Number(delay), key })).issuer)
console.log(JSON.stringify(servers))
process.stdin.resume()
process.stdin.once('end', () => process.exit())
