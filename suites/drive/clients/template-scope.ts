import type { Scope } from '../../language/scope.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Invent } from '../invent/inventor.ts'
import { publicKeysOf } from '../keys/public-keys.ts'
import type { RunContext } from '../run-context.ts'
import { registrableAll } from '../tls/wardrobe.ts'

/** The scope in which a client template is resolved: outside of any scenario there are no rows and no earlier steps. */
export function templateScope(run: RunContext, owner: string, invent: Invent, client?: JsonObject): Scope {
  return {
    row: {},
    facts: run.facts,
    certificates: registrableAll(run.certificates),
    ...(run.metadata === undefined ? {} : { metadata: run.metadata }),
    ...(client === undefined ? {} : { client }),
    exchange: () => undefined,
    minted: () => undefined,
    all: () => [],
    invent,
    publicKey: publicKeysOf({ keys: run.keys, owner, metadata: run.metadata }),
    secretFacts: () => undefined,
  }
}
