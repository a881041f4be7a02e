import type { AuthSpec, RequestSpec } from '../../model/scenario.ts'

/** `auth: none` is a request in which nobody says who they are; `method: none` is a public client, which names itself. */
export const authOf = ({ auth }: RequestSpec): AuthSpec =>
  auth === 'none' ? { defect: 'no_authentication' } : (auth ?? {})
