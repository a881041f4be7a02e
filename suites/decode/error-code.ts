/** What the system says is wrong, such as ENOENT; the error as text where it has no code. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
