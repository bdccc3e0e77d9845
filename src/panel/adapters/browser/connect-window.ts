/** The message type that `proxy/access/oauth-page.ts` posts once the app is connected. */
const CONNECTED = 'asset-dock:connected'

let listening: AbortController | undefined

/**
 * Opens the proxy's connect page in a new window and calls `onConnected` when that window, from the proxy's origin,
 * reports success. Must be called during a click, or the browser blocks the window.
 */
export function openConnectWindow(url: string, onConnected: () => void): void {
  listening?.abort()
  const over = new AbortController()
  listening = over
  const opened = window.open(url, '_blank', 'popup,width=640,height=720')
  const { origin } = new URL(url, location.href)
  addEventListener(
    'message',
    (message) => {
      if (message.origin !== origin || message.source !== opened) return
      if (!isConnected(message.data)) return
      over.abort()
      onConnected()
    },
    { signal: over.signal },
  )
}

// Helpers

const isConnected = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === CONNECTED
