// node by-hand.mjs ISSUER COUNT: what nine.yaml does, written by hand with undici, COUNT times, eight at a time.
import { Agent } from 'undici'

const [issuer, count] = process.argv.slice(2)
const agent = new Agent({ connections: 8 })
const accept = { accept: 'application/json' }

async function ask(path, expected, { method = 'POST', headers = {}, form, json }) {
  const typed = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json'
  const content = form === undefined ? json : new URLSearchParams(form).toString()
  const response = await agent.request({
    origin: issuer,
    path,
    method,
    headers: { ...accept, ...(content === undefined ? {} : { 'content-type': typed }), ...headers },
    body: content,
  })
  const text = await response.body.text()
  if (response.statusCode !== expected)
    throw new Error(`${path} answered ${response.statusCode}, not ${expected}: ${text}`)
  return text === '' ? {} : JSON.parse(text)
}

const basic = (id, secret) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` })

function holds(truth, what) {
  if (!truth) throw new Error(what)
}

async function flow(number) {
  const metadata = {
    client_name: `By hand ${number}`,
    grant_types: ['client_credentials'],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_basic',
    scope: 'read',
  }
  const client = await ask('/reg', 201, { json: JSON.stringify(metadata) })
  const headers = basic(client.client_id, client.client_secret)
  const granted = await ask('/token', 200, { headers, form: { grant_type: 'client_credentials', scope: 'read' } })
  const token = granted.access_token
  const wrong = basic(client.client_id, 'not-the-secret-of-this-client')
  const refused = await ask('/token', 401, {
    headers: wrong,
    form: { grant_type: 'client_credentials', scope: 'read' },
  })
  holds(refused.error === 'invalid_client', 'wrong secret')
  const unknown = await ask('/token', 400, { headers, form: { grant_type: 'urn:example:unknown', scope: 'read' } })
  holds(unknown.error === 'unsupported_grant_type', 'unknown grant')
  const refresh = { grant_type: 'refresh_token', refresh_token: `garbage-${number}`, scope: 'read' }
  holds((await ask('/token', 400, { headers, form: refresh })).error !== undefined, 'refresh')
  holds((await ask('/token/introspection', 200, { headers, form: { token } })).active === true, 'introspection')
  await ask('/token/revocation', 200, { headers, form: { token } })
  holds((await ask('/token/introspection', 200, { headers, form: { token } })).active === false, 'after revocation')
  const management = { authorization: `Bearer ${client.registration_access_token}` }
  await ask(new URL(client.registration_client_uri).pathname, 204, { method: 'DELETE', headers: management })
}

const queue = Array.from({ length: Number(count) }, (_, index) => index)
async function worker() {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) await flow(next)
}
await Promise.all(Array.from({ length: 8 }, worker))
await agent.close()
