/** What the browser tells when a network or a machine comes back, as the flow hears it. */
import { afterEach, expect, it } from 'vitest'
import { browserNetwork } from '../../../src/panel/adapters/browser/network.ts'

let end = (): void => undefined
afterEach(() => {
  end()
  Reflect.deleteProperty(document, 'visibilityState')
})

function listen(): { readonly heard: () => number } {
  let heard = 0
  end = browserNetwork.onBack(() => (heard += 1))
  return { heard: () => heard }
}

/** As when a lid is closed, or opened again. */
function show(visibilityState: 'hidden' | 'visible'): void {
  Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

it('the network watcher reports when the network is back, not when it is gone', () => {
  const { heard } = listen()
  dispatchEvent(new Event('offline'))
  expect(heard()).toBe(0)
  dispatchEvent(new Event('online'))
  expect(heard()).toBe(1)
})

it('the network watcher treats a page that becomes visible as a computer that woke up', () => {
  const { heard } = listen()
  show('hidden')
  expect(heard()).toBe(0)
  show('visible')
  expect(heard()).toBe(1)
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  expect(heard()).toBe(2)
})

it('the network watcher reports nothing after it is stopped', () => {
  const { heard } = listen()
  end()
  dispatchEvent(new Event('online'))
  show('visible')
  expect(heard()).toBe(0)
})
