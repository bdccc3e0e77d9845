import { RETRY_MS } from '../../base/lazy-value.ts'

/**
 * Fetches the style sheet of a part again until it is here. The code that the bundler puts around a late import asks for
 * a style sheet once: a part that is fetched again after a failure would come without it.
 */
export function retryStyles(): void {
  const onError = ({ target }: Event): void => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return
    setTimeout(() => target.replaceWith(target.cloneNode()), RETRY_MS)
  }
  // Errors of elements do not bubble.
  addEventListener('error', onError, { capture: true })
}
