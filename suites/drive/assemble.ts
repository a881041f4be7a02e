import type { Evidence, Exchange, RunRecord, SecretKind } from '../model/evidence.ts'
import { attestSignatures } from './attest.ts'
import type { Conducted } from './conduct.ts'
import type { DriveInput } from './drive-input.ts'
import { collectSecrets } from './redact/collect.ts'
import { redactClient, redactData, redactScenario } from './redact/redact-data.ts'
import { redactExchange } from './redact/redact-exchange.ts'
import { redactorsOf } from './redact/redact-text.ts'
import { secretFactsOf } from './redact/secret-facts.ts'
import { createVault } from './redact/vault.ts'

export interface WholeRun {
  readonly conducted: Conducted
  /** All of the run, raw, in id order. */
  readonly exchanges: readonly Exchange[]
  readonly leftBehind: readonly string[]
  readonly run: RunRecord
}

/** Makes evidence of what was seen: attests what only the raw values can show, then replaces every secret by its tag. */
export async function assemble(
  { conducted, exchanges, leftBehind, run }: WholeRun,
  input: DriveInput,
): Promise<Evidence> {
  const vault = createVault(crypto.randomUUID())
  collectSecrets(vault, input.target, exchanges)
  const tokens = vault.secrets().filter(({ kind }) => signedByServer.includes(kind))
  // Verifying works in other threads, redacting in this one: side by side.
  const attesting = attestSignatures(
    tokens.map((token) => token.value),
    exchanges.filter(({ operation }) => operation === 'jwks'),
  )
  const redact = redactorsOf(vault)
  const redacted = exchanges.map((exchange) => redactExchange(exchange, redact))
  const signatures = await attesting
  return {
    format: 1,
    tool: { name: 'grantcheck', version: input.version, specsDigest: input.specs.digest },
    run,
    profile: { id: input.profile.id, version: input.profile.version },
    facts: redactData(conducted.facts, redact.text),
    clients: conducted.clients.map((client) => redactClient(client, redact.text)),
    scenarios: conducted.scenarios.map((run) => redactScenario(run, redact.text)),
    exchanges: redacted,
    secrets: secretFactsOf(vault.secrets(), signatures),
    leftBehind: redactData(leftBehind, redact.text),
    complete: !run.interrupted,
  }
}

/** What the server has signed, so that its published keys have to verify it. */
const signedByServer: readonly SecretKind[] = ['access_token', 'signed_response']
