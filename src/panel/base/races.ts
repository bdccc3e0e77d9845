/** Races promises against the clock or an abort. All such races go through here. */
import { FailureError } from '../../core/failure.ts'
import type { Clock } from '../ports/run.ts'

/**
 * Resolves with the answer of `ask` if it comes within `ms`, else with the result of `late`. Aborts the signal given to
 * `ask` when the race ends. Rejects as `ask` or `late` does; later rejections are dropped.
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

/** Settles as `promise` does; rejects with `aborted` if `signal` aborts first. Does not cancel `promise`. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void =>
      reject(new FailureError({ code: 'aborted', message: 'Stopped on request.' }))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
