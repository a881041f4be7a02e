import type { JsonObject } from '../../model/json.ts'
import type { Scope } from '../../plan/scope.ts'
import type { Invent } from '../invent/inventor.ts'
import type { RunContext } from '../run-context.ts'

/** The scope in which a client template is resolved: outside of any scenario there are no rows and no earlier steps. */
export function templateScope(run: RunContext, invent: Invent, client?: JsonObject): Scope {
  return {
    row: {},
    facts: run.facts,
    ...(run.metadata === undefined ? {} : { metadata: run.metadata }),
    ...(client === undefined ? {} : { client }),
    exchange: () => undefined,
    minted: () => undefined,
    all: () => [],
    invent,
    secretFacts: () => undefined,
  }
}
