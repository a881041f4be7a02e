import { type Asked, type CannedAnswer, serve, type TestServer } from './servers.ts'

export interface LittleServer extends TestServer {
  /** Ids of the clients that exist. */
  readonly clients: Map<string, { readonly secret: string; readonly token: string }>
}

/** An authorization server in a few lines: registration with management, token, introspection, revocation. `answer` may step in first. */
export async function littleServer(
  answer: (asked: Asked, url: string) => CannedAnswer | undefined | Promise<CannedAnswer | undefined> = () => undefined,
): Promise<LittleServer> {
  const clients: LittleServer['clients'] = new Map()
  let count = 0
  const server = await serve(async (asked, url) => {
    const special = await answer(asked, url)
    if (special !== undefined) return special
    if (asked.path === '/register') {
      count += 1
      const client_id = `client-${count}`
      const secret = `s3cr3t/+${count} äöü~"quoted"`
      const token = `management-token-${count}-xyz`
      clients.set(client_id, { secret, token })
      return {
        status: 201,
        json: {
          client_id,
          client_secret: secret,
          client_secret_expires_at: 0,
          scope: 'read',
          registration_access_token: token,
          registration_client_uri: `${url}/register/${client_id}`,
          token_endpoint_auth_method: 'client_secret_basic',
        },
      }
    }
    if (asked.path.startsWith('/register/') && asked.method === 'DELETE') {
      return { status: clients.delete(asked.path.slice('/register/'.length)) ? 204 : 404 }
    }
    if (asked.path.endsWith('/token'))
      return {
        json: {
          access_token: `opaque-access-token-${asked.headers.authorization?.length}`,
          token_type: 'Bearer',
          expires_in: 3600,
        },
      }
    if (asked.path === '/introspect') return { json: { active: true } }
    if (asked.path === '/revoke') return { status: 200 }
    return { status: 404, json: { error: 'not_found' } }
  })
  return { ...server, clients }
}
