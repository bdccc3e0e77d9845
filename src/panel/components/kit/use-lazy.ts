import { useEffect, useState } from 'preact/hooks'
import { RETRY_MS } from '../../base/lazy-value.ts'

/** What has been fetched for a component, or how that stands. */
export interface Fetched<Value> {
  /** Undefined until it is here. */
  readonly value: Value | undefined
  /** It could not be fetched; it is tried every second, as long as the component is drawn. */
  readonly isMissing: boolean
  readonly tryAgain: () => void
}

/** Fetches by `load` with the first drawing, and again after a failure. */
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
