import type { Store } from '../../ports/run.ts'

/**
 * Small preferences in `localStorage`. If the frame is denied storage, nothing is remembered and nothing fails.
 * Never store tokens here.
 */
export const browserStore: Store = {
  get(key) {
    try {
      return localStorage.getItem(PREFIX + key) ?? undefined
    } catch {
      return undefined
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(PREFIX + key, value)
    } catch {
      // Denied or full: the preference is lost with the page.
    }
  },
}

// Helpers

const PREFIX = 'asset-dock:'
