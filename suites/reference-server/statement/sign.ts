import { SignJWT } from 'jose'
import type { JsonObject } from '../../model/json.ts'
import type { SigningKey } from '../jwt/keys.ts'

/** Who makes the software statements that the server trusts. */
export const statementIssuer = 'urn:grantcheck:publisher'

/** A software statement as a publisher hands it out (RFC 7591 section 2.3). */
export const signStatement = ({ alg, privateKey }: SigningKey, claims: JsonObject): Promise<string> =>
  new SignJWT({ iss: statementIssuer, ...claims }).setProtectedHeader({ alg }).sign(privateKey)
