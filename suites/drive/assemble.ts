import type { Evidence, Exchange, RunRecord, SecretKind } from '../model/evidence.ts'
import { attestSignatures } from './attest.ts'
import type { Conducted } from './conduct.ts'
import type { DriveInput } from './drive-input.ts'
import { secretCollector } from './redact/collect.ts'
import { redactClient, redactData, redactScenario } from './redact/redact-data.ts'
import { redactExchange } from './redact/redact-exchange.ts'
import { type Redact, type Redactors, redactorsOf } from './redact/redact-text.ts'
import { secretFactsOf } from './redact/secret-facts.ts'
import { createVault } from './redact/vault.ts'

export interface WholeRun {
  readonly conducted: Conducted
  /** All of the run, raw, in id order. */
  readonly exchanges: readonly Exchange[]
  readonly leftBehind: readonly string[]
  readonly run: RunRecord
}

/** What was redacted and attested while so many secrets and key sets were known. */
interface Done {
  readonly known: string
  readonly redact: Redactors
  readonly exchanges: Map<number, Exchange>
  /** By the size of the vault. */
  readonly secrets: (size: number) => Evidence['secrets']
  readonly parts: (conducted: Conducted) => Parts
}

type Parts = Pick<Evidence, 'facts' | 'clients' | 'scenarios' | 'again'>

/**
 * Makes evidence of what was seen: attests what only the raw values can show, then replaces every secret by its tag. May be asked more than once in a run: what has come since
 * is added, and only a new secret, or a new key set, makes it look at everything again. What has not changed is the same object again.
 */
export function createAssembler(input: DriveInput): (whole: WholeRun) => Evidence {
  const vault = createVault(crypto.randomUUID())
  const collect = secretCollector(vault, input.target)
  let done: Done | undefined
  return ({ conducted, exchanges, leftBehind, run }) => {
    collect(exchanges)
    const keySets = exchanges.filter(({ operation }) => operation === 'jwks')
    const known = `${vault.size()} ${keySets.length}`
    if (done?.known !== known) {
      const tokens = vault.secrets().filter(({ kind }) => signedByServer.includes(kind))
      const signatures = attestSignatures(
        tokens.map((token) => token.value),
        keySets,
      )
      const redact = redactorsOf(vault)
      const redacted = redactAll(exchanges, redact)
      done = {
        // Redacting may have met values that nothing had named a secret.
        known: `${vault.size()} ${keySets.length}`,
        redact,
        exchanges: redacted,
        secrets: onlyOnce(() => secretFactsOf(vault.secrets(), signatures)),
        parts: onlyOnce((each) => partsOf(each, redact.text)),
      }
    }
    const { redact, secrets, parts } = done
    const added = redactAll(
      exchanges.filter(({ id }) => !done?.exchanges.has(id)),
      redact,
    )
    for (const [id, exchange] of added) done.exchanges.set(id, exchange)
    return {
      format: 1,
      tool: { name: 'grantcheck', version: input.version, specsDigest: input.specs.digest },
      run,
      profile: { id: input.profile.id, version: input.profile.version },
      ...parts(conducted),
      exchanges: [...done.exchanges.values()],
      secrets: secrets(vault.size()),
      leftBehind: redactData(leftBehind, redact.text),
      complete: !run.interrupted && run.stopped === undefined,
    }
  }
}

const partsOf = ({ facts, clients, scenarios, again }: Conducted, redact: Redact): Parts => ({
  facts: redactData(facts, redact),
  clients: clients.map((client) => redactClient(client, redact)),
  scenarios: scenarios.map((each) => redactScenario(each, redact)),
  ...(again.length === 0 ? {} : { again: again.map((each) => redactScenario(each, redact)) }),
})

/** A function that does its work anew only for another argument than the last one. */
function onlyOnce<A, R>(work: (argument: A) => R): (argument: A) => R {
  let last: readonly [A, R] | undefined
  return (argument) => {
    if (last?.[0] !== argument) last = [argument, work(argument)]
    return last[1]
  }
}

const redactAll = (exchanges: readonly Exchange[], redact: Redactors): Map<number, Exchange> =>
  new Map(exchanges.map((exchange) => [exchange.id, redactExchange(exchange, redact)]))

/** What the server has signed, so that its published keys have to verify it. */
const signedByServer: readonly SecretKind[] = ['access_token', 'signed_response']
