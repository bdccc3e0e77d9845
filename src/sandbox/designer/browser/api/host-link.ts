import { callMessage, isHostMessage, type Params } from '../protocol.ts'

/** The panel's connection to the Designer. */
export interface HostLink {
  /**
   * Resolves with the Designer's answer, as unchecked JSON.
   * @throws Error with the Designer's error tag in `cause.tag`.
   */
  call(method: string, params?: Params): Promise<unknown>
  /** Calls `listener` for every event of this name, until the returned function is called. */
  on(event: string, listener: (value: unknown) => void): () => void
}

/** Connects to the parent window, and only to `origin`. */
export function connectHost(origin: string): HostLink {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, Set<(value: unknown) => void>>()
  let last = 0

  window.addEventListener('message', ({ data, origin: from, source }: MessageEvent<unknown>) => {
    if (from !== origin || source !== window.parent || !isHostMessage(data)) return
    if (data.type === 'event') {
      for (const listener of listeners.get(data.event) ?? []) listener(data.value)
      return
    }
    const caller = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.type === 'value') caller?.resolve(data.value)
    else caller?.reject(new Error(data.message, { cause: { tag: data.tag } }))
  })

  return {
    call: (method, params = {}) =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, { resolve, reject })
        window.parent.postMessage(callMessage(last, method, params), origin)
      }),
    on(event, listener) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => all.delete(listener)
    },
  }
}
