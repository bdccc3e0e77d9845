import type { Store } from '../../ports/run.ts'

/**
 * Small preferences in `localStorage`. A frame may be denied storage altogether; then nothing is remembered, and
 * nothing else happens. Never for tokens.
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
      // Denied or full: the preference lasts as long as the page.
    }
  },
}

// Helpers

const PREFIX = 'asset-dock:'
