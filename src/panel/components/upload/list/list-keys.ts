/** The file list's keyboard, as data: what a key means, and where it moves. */
export type ListKey =
  | { readonly type: 'go'; readonly to: number; readonly extend: boolean }
  | { readonly type: 'select-all' }
  | { readonly type: 'toggle' }
  | { readonly type: 'details' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }
  | { readonly type: 'unselect' }

/** What `event` means on item `at` of `count`, with `page` items to a page; undefined: nothing. */
export function listKey(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  at: number,
  count: number,
  page: number,
): ListKey | undefined {
  const command = event.ctrlKey || event.metaKey
  if (event.altKey) return undefined
  if (command) return event.key.toLowerCase() === 'a' ? { type: 'select-all' } : undefined
  const step = steps(at, count, page)[event.key]
  if (step !== undefined) {
    return { type: 'go', to: Math.min(count - 1, Math.max(0, step)), extend: event.shiftKey }
  }
  return ACTIONS[event.key]
}

// Helpers

const ACTIONS: Record<string, ListKey> = {
  ' ': { type: 'toggle' },
  Enter: { type: 'details' },
  Delete: { type: 'cancel' },
  Backspace: { type: 'cancel' },
  r: { type: 'retry' },
  R: { type: 'retry' },
  Escape: { type: 'unselect' },
}

const steps = (at: number, count: number, page: number): Record<string, number> => ({
  ArrowDown: at + 1,
  ArrowUp: at - 1,
  PageDown: at + page,
  PageUp: at - page,
  Home: 0,
  End: count - 1,
})
