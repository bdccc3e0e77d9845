import { useEffect, useState } from 'preact/hooks'
import { RETRY_MS } from '../../base/lazy-value.ts'

/** The state of something fetched for a component. */
export interface Fetched<Value> {
  /** Undefined until fetched. */
  readonly value: Value | undefined
  /** Whether fetching failed; it is retried every second while the component is mounted. */
  readonly isMissing: boolean
  readonly tryAgain: () => void
}

/** Calls `load` on mount, and again after a failure. */
export function useLazy<Value>(load: () => Promise<Value>): Fetched<Value> {
  const [tries, setTries] = useState(0)
  const [state, setState] = useState<{ readonly value: Value } | 'loading' | 'missing'>('loading')
  const tryAgain = (): void => setTries((tries) => tries + 1)
  useEffect(() => {
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    load().then(
      (value) => !isGone && setState({ value }),
      () => {
        if (isGone) return
        setState('missing')
        timer = setTimeout(tryAgain, RETRY_MS)
      },
    )
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [tries])
  return {
    value: typeof state === 'object' ? state.value : undefined,
    isMissing: state === 'missing',
    tryAgain,
  }
}
