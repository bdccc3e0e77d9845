/** Promises that are not waited for to their end. The one home of races against the clock and against an abort. */
import { FailureError } from '../../core/failure.ts'
import type { Clock } from '../ports/run.ts'

/**
 * What `ask` answers within `ms`, else what `late` returns or throws. The signal that `ask` gets ends when the race is
 * over. Rejects as `ask` does; what `ask` rejects with later is dropped.
 */
export async function withDeadline<Answer, Late>(
  clock: Clock,
  ms: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
  late: () => Late,
): Promise<Answer | Late> {
  const over = new AbortController()
  try {
    return await Promise.race([ask(over.signal), clock.sleep(ms, over.signal).then(late)])
  } finally {
    over.abort()
  }
}

/** What `promise` becomes; rejects with `aborted` when `signal` ends first, and leaves `promise` to itself. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void =>
      reject(new FailureError({ code: 'aborted', message: 'Stopped on request.' }))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
