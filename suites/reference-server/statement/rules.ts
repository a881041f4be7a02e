import { jwtVerify } from 'jose'
import type { JsonObject } from '../../model/json.ts'
import { badRequest, ok, type Result, refuse } from '../result.ts'
import type { Context } from '../state.ts'
import { isJsonObject } from '../wire/json.ts'
import { statementIssuer } from './sign.ts'

/** Software statements (RFC 7591 section 2.3). */
export interface StatementRules {
  /** Claims of a statement that can be relied on, or why it cannot (RFC 7591 section 3.2.2). */
  readonly checkStatement: (context: Context, statement: string) => Promise<Result<JsonObject>>
  /** What counts of a request: a value of the statement wins over the plain member (RFC 7591 section 3.1.1). */
  readonly joinStatement: (requested: JsonObject, stated: JsonObject) => JsonObject
  /** The metadata of a request, those of its statement included. */
  readonly applyStatement: (context: Context, requested: JsonObject) => Promise<Result<JsonObject>>
}

declare module '../state.ts' {
  interface Rules extends StatementRules {}
}

/** Without software statements the member is one of those that a server ignores. */
export const statementRules: StatementRules = {
  checkStatement,
  joinStatement: (requested, { iss: _issuer, iat: _time, ...stated }) => ({ ...requested, ...stated }),
  applyStatement: async (_context, requested) => ok(requested),
}

export const fullStatementRules = {
  applyStatement: async (context, requested) => {
    const { software_statement: statement } = requested
    if (statement === undefined) return ok(requested)
    if (typeof statement !== 'string') return refuse(badRequest('invalid_software_statement', 'it is no JWT'))
    const stated = await context.rules.checkStatement(context, statement)
    return stated.ok ? ok(context.rules.joinStatement(requested, stated.value)) : stated
  },
} satisfies Partial<StatementRules>

async function checkStatement({ state }: Context, statement: string): Promise<Result<JsonObject>> {
  const { publicKey, alg } = await state.statementKey()
  try {
    const { payload } = await jwtVerify(statement, publicKey, { algorithms: [alg] })
    const approved = isJsonObject(payload) && payload.iss === statementIssuer
    return approved
      ? ok(payload)
      : refuse(badRequest('unapproved_software_statement', 'nobody trusted has made the software statement'))
  } catch {
    return refuse(badRequest('invalid_software_statement', 'the software statement is not valid'))
  }
}
