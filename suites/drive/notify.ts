import type { Exchange } from '../model/evidence.ts'
import type { DriveObserver, ExchangeNotice } from './observer.ts'

type Events = Required<DriveObserver>

/** Tells the observer, if there is one. Its faults are its own: a broken progress line must not cost anybody a run. */
export function notifier(observer: DriveObserver | undefined): Events {
  const safely = (tell: () => void): void => {
    try {
      tell()
    } catch {
      // Nothing that an observer does may change the run.
    }
  }
  return {
    discovered: (facts) => safely(() => observer?.discovered?.(facts)),
    planned: (plan) => safely(() => observer?.planned?.(plan)),
    scenarioStarted: (id) => safely(() => observer?.scenarioStarted?.(id)),
    scenarioFinished: (run) => safely(() => observer?.scenarioFinished?.(run)),
    repeating: (rows) => safely(() => observer?.repeating?.(rows)),
    exchange: (notice) => safely(() => observer?.exchange?.(notice)),
    retry: (notice) => safely(() => observer?.retry?.(notice)),
    cleanUp: (notice) => safely(() => observer?.cleanUp?.(notice)),
  }
}

/** What may be told of an exchange that is not yet redacted. */
export function noticeOf({ id, owner, step, operation, request, response, failure }: Exchange): ExchangeNotice {
  return {
    id,
    owner,
    step,
    operation,
    method: request.method,
    ...(response === undefined ? {} : { status: response.status, durationMs: response.durationMs }),
    ...(failure === undefined ? {} : { failure: failure.code }),
  }
}
