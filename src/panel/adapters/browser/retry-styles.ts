import { RETRY_MS } from '../../base/lazy-value.ts'

/**
 * Retries style sheets of lazily loaded chunks until they load. The bundler's import wrapper requests a style sheet only
 * once: a chunk that is retried after a failure would come without its styles.
 */
export function retryStyles(): void {
  const onError = ({ target }: Event): void => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return
    setTimeout(() => target.replaceWith(target.cloneNode()), RETRY_MS)
  }
  // Elements' error events do not bubble.
  addEventListener('error', onError, { capture: true })
}
