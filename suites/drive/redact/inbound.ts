import type { Inbound, ScenarioRun } from '../../model/evidence.ts'
import type { Redactors } from './redact-text.ts'
import type { Vault } from './vault.ts'

/** What a server may bring along that is nobody's business: its own cookies and credentials, or those of who asked it. */
const secretFields = /^(proxy-)?authorization$|^cookie$/iu

/** Puts the credentials that came with requests to the run into the vault. */
export function collectInbound(vault: Vault, runs: readonly ScenarioRun[]): void {
  for (const { fetches = [] } of runs)
    for (const { headers } of fetches)
      for (const [name, value] of headers) if (secretFields.test(name)) vault.addField(name, value)
}

export function redactFetches(run: ScenarioRun, redact: Redactors): ScenarioRun {
  if (run.fetches === undefined) return run
  return { ...run, fetches: run.fetches.map((each) => redactInbound(each, redact)) }
}

/** A request that came to the run, as a request that it sent. */
export const redactInbound = <T extends Inbound>(inbound: T, redact: Redactors): T => ({
  ...inbound,
  target: redact.request(inbound.target),
  headers: inbound.headers.map(([name, value]) => [
    name,
    secretFields.test(name) ? redact.field('authorization', value) : redact.field(name, value),
  ]),
})
