/** Not a failure: somebody else is at it, or the minute is spent. Ask again later. */
export class TryLater extends Error {
  readonly reason: 'budget' | 'claimed'
  readonly retryAfterMs: number

  constructor(reason: 'budget' | 'claimed', retryAfterMs: number) {
    super(`Waiting (${reason}) for ${retryAfterMs} ms.`)
    this.name = 'Waiting'
    this.reason = reason
    this.retryAfterMs = retryAfterMs
  }
}
