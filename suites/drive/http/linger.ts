/**
 * A signal for a request that changes something at the server, and whose answer is all that can undo it: after an interrupt the answer may still come for a while. `end` is to be called
 * when it is here.
 */
export function lingering(signal: AbortSignal, ms: number): { readonly signal: AbortSignal; end(): void } {
  const own = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const later = (): void => {
    timer = setTimeout(() => own.abort(signal.reason), ms)
  }
  if (signal.aborted) own.abort(signal.reason)
  else signal.addEventListener('abort', later, { once: true })
  return {
    signal: own.signal,
    end: () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', later)
    },
  }
}
