import { randomUUID } from 'node:crypto'
import type { Evidence, Exchange, Inbound, RunRecord, ScenarioRun, SecretKind } from '../model/evidence.ts'
import { attestSignatures } from './attest.ts'
import type { Conducted } from './conduct.ts'
import { declarationOf } from './declaration.ts'
import type { DriveInput } from './drive-input.ts'
import { giveMemoryBack } from './http/reclaim.ts'
import { keepSignatures } from './kept-signatures.ts'
import { secretCollector } from './redact/collect.ts'
import { collectInbound, redactFetches, redactInbound } from './redact/inbound.ts'
import { redactClient, redactData, redactScenario } from './redact/redact-data.ts'
import { redactExchange } from './redact/redact-exchange.ts'
import { type Redactors, redactorsOf } from './redact/redact-text.ts'
import { secretFactsOf } from './redact/secret-facts.ts'
import { createVault } from './redact/vault.ts'
import type { TlsIdentity } from './tls/identity.ts'

export interface WholeRun {
  readonly conducted: Conducted
  /** All of the run, or of a part of it, raw, in id order. */
  readonly exchanges: readonly Exchange[]
  readonly leftBehind: readonly string[]
  /** Requests to the run itself that belong to no row. */
  readonly strays: readonly Inbound[]
  readonly run: RunRecord
  /** Signatures of tokens that have been expired for so many seconds are kept. Absent: none is. */
  readonly keepSignaturesAfter?: number | undefined
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

export interface Assembler {
  /** The secrets of an exchange that is no part of the evidence, unless they are longer than any message that may still come to be part of it. */
  learn(exchange: Exchange, longest: number): void
  assemble(whole: WholeRun): Evidence
}

/** More than any honest server issues to a run. What looks for them is large. */
const manySecrets = 5_000

/**
 * Makes evidence of what was seen: attests what only the raw values can show, then replaces every secret by its tag. May be asked more than once in a run: what has come since
 * is added, and only a new secret, or a new key set, makes it look at everything again. What has not changed is the same object again.
 */
export function createAssembler(input: DriveInput, identity?: TlsIdentity): Assembler {
  const vault = createVault(randomUUID())
  const collect = secretCollector(vault, input.target)
  let done: Done | undefined
  const assemble = ({ conducted, exchanges, leftBehind, strays, run, keepSignaturesAfter }: WholeRun): Evidence => {
    collect(exchanges)
    collectInbound(vault, [...conducted.scenarios, ...conducted.again])
    const keySets = exchanges.filter(({ operation }) => operation === 'jwks')
    const known = `${vault.size()} ${keySets.length}`
    if (done?.known !== known) {
      // What was made for fewer secrets is of no use any more.
      done = undefined
      const crowded = vault.size() > manySecrets
      if (crowded) giveMemoryBack()
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
        parts: onlyOnce((each) => partsOf(each, redact)),
      }
      if (crowded) giveMemoryBack()
    }
    const { redact, secrets, parts } = done
    const added = redactAll(
      exchanges.filter(({ id }) => !done?.exchanges.has(id)),
      redact,
    )
    for (const [id, exchange] of added) done.exchanges.set(id, exchange)
    const { complete, ...seen }: Evidence = {
      format: 1,
      tool: { name: 'grantcheck', version: input.version, specsDigest: input.specs.digest },
      run,
      profile: { id: input.profile.id, version: input.profile.version },
      declaration: declarationOf(input, identity, vault, redact),
      ...parts(conducted),
      exchanges: exchanges.flatMap(({ id }) => done?.exchanges.get(id) ?? []),
      ...(strays.length === 0 ? {} : { strays: strays.map((each) => redactInbound(each, redact)) }),
      secrets: secrets(vault.size()),
      leftBehind: redactData(leftBehind, redact.text),
      complete: !run.interrupted && run.stopped === undefined,
    }
    if (keepSignaturesAfter === undefined) return { ...seen, complete }
    const values = new Map(vault.secrets().map(({ key, value }) => [key, value]))
    return { ...seen, keptSignatures: keepSignatures(seen, keepSignaturesAfter, (key) => values.get(key)), complete }
  }
  return { learn: (exchange, longest) => collect([exchange], longest), assemble }
}

const partsOf = ({ facts, clients, scenarios, again }: Conducted, redact: Redactors): Parts => {
  const runOf = (run: ScenarioRun): ScenarioRun => redactFetches(redactScenario(run, redact.text), redact)
  return {
    facts: redactData(facts, redact.text),
    clients: clients.map((client) => redactClient(client, redact.text)),
    scenarios: scenarios.map(runOf),
    ...(again.length === 0 ? {} : { again: again.map(runOf) }),
  }
}

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
