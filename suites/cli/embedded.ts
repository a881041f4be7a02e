import { targetFromUrl } from '../load/target.ts'
import type { Target } from '../model/target.ts'
import type { Embedded, EmbeddedMode } from '../session/open-target.ts'

/**
 * Starts the reference server in this process on a free loopback port: the one place where suites reaches into fixtures, and
 * only when asked. It has no replicas, so nothing has to propagate.
 */
export async function embed(mode: EmbeddedMode): Promise<Embedded> {
  const server = await startServer({ mode })
  const described = mode === 'airlock' ? targetFromUrl(server.baseUrl, 'base-url') : targetFromUrl(server.issuer)
  const target: Target = {
    ...described,
    named: 'the embedded reference server',
    ...(mode === 'full' ? { scope: 'read write' } : {}),
    parameters: { propagationSeconds: 0 },
    endpoints: { resource: `${server.baseUrl}/api/resource` },
    resourceCheck: 'online',
  }
  return { target, close: () => server.close() }
}

/** Starts the server, or one of its mutants and variants by id. Throws InputError for an id that does not exist. */
export async function startServer(options: { mode: EmbeddedMode; port?: number; broken?: string }) {
  const { startNamed } = await import('../../fixtures/mutants/embedded.ts')
  return startNamed(options)
}

/** Ids and sentences of every mutant and variant. */
export async function listBroken(): Promise<readonly { readonly id: string; readonly says: string }[]> {
  const { named } = await import('../../fixtures/mutants/embedded.ts')
  return named()
}
