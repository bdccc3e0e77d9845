/** The session: person, site, theme, and what prevents a connection. */
import { createModel, signal, type ReadonlySignal } from '@preact/signals'
import { failureOf, retryRule, type Failure } from '../../core/failure.ts'
import type { Session } from '../../core/wire.ts'
import { ProxyConnection } from '../flow/jobs/proxy-connection.ts'
import type { Clock, Designer, DesignerTheme, Network, ProxyClient, Store } from '../ports/run.ts'
import type { SessionState, SessionView } from './views.ts'
import { NEVER } from '../base/never.ts'

export interface SessionModelDeps {
  readonly designer: Designer
  readonly proxy: Pick<ProxyClient, 'connect'>
  readonly clock: Clock
  readonly store: Store
  readonly network: Network
  /** Returns 0 to 1; spreads retries. */
  readonly random: () => number
  /**
   * Opens the connect window; must be called during a click. Calls `onConnected` when the window reports that the app
   * was authorized.
   */
  readonly openWindow: (url: string, onConnected: () => void) => void
}

/** A {@link SessionView} for the other models. */
export interface SessionModelView extends SessionView {
  /** The session, once there is one. */
  readonly session: ReadonlySignal<Session | undefined>
}

/** The window may be unable to report (the browser can sever its opener), so the panel also polls. */
const LOOK_EVERY_MS = 3000
const LOOKS = 200

const NOTE_KEY = 'public-note-read'

export const SessionModel = createModel((deps: SessionModelDeps): SessionModelView => {
  const { designer, proxy, clock, store } = deps
  const state = signal<SessionState>({ type: 'connecting' })
  const session = signal<Session | undefined>(undefined)
  const theme = signal<DesignerTheme>('darkDefault')
  const canManageAssets = signal(true)
  const publicNoteRead = signal(store.get(NOTE_KEY) === 'yes')
  let connectUrl: string | undefined
  let attempt = new AbortController()
  let looking = false
  const connection = new ProxyConnection({
    ...deps,
    observer: { outage: () => undefined },
    signal: NEVER,
  })

  const look = async (accessKey?: string, quietly = false): Promise<void> => {
    attempt.abort()
    attempt = new AbortController()
    const { signal } = attempt
    if (!quietly) state.value = { type: 'connecting' }
    try {
      const opened = await proxy.connect({
        signal,
        ...(accessKey === undefined ? {} : { accessKey }),
      })
      connection.markReachable()
      session.value = opened
      state.value = {
        type: 'connected',
        siteName: opened.site.name,
        email: opened.user?.email,
      }
    } catch (error) {
      if (signal.aborted) return
      const failure = failureOf(error, 'internal')
      connectUrl = urlOf(failure) ?? connectUrl
      const next = stateOf(failure)
      if (!quietly || next.type !== 'connect') state.value = next
      if (next.type === 'failed') lookAgain(failure, accessKey, signal)
    }
  }

  /** Retries temporary failures automatically, at growing intervals; the screen does not change meanwhile. */
  const lookAgain = (
    failure: Failure,
    accessKey: string | undefined,
    signal: AbortSignal,
  ): void => {
    if (retryRule(failure) !== 'automatic') return
    const ms = Math.max(connection.markUnreachable(), failure.retryAfterMs ?? 0)
    connection.wait(ms, signal).then(
      () => look(accessKey, true),
      () => undefined,
    )
  }

  const lookUntilConnected = async (): Promise<void> => {
    if (looking) return
    looking = true
    try {
      for (let n = 0; n < LOOKS && state.peek().type !== 'connected'; n++) {
        await clock.sleep(LOOK_EVERY_MS, NEVER)
        if (state.peek().type === 'connect') await look(undefined, true)
      }
    } finally {
      looking = false
    }
  }

  const askMode = (): void => {
    designer.canManageAssets().then(
      (can) => void (canManageAssets.value = can),
      // A failed check forbids nothing: the proxy decides.
      () => undefined,
    )
  }

  designer.theme().then(
    (now) => void (theme.value = now),
    () => undefined,
  )
  designer.onThemeChange((now) => void (theme.value = now))
  designer.onModeChange(askMode)
  askMode()

  return {
    state,
    session,
    theme,
    canManageAssets,
    publicNoteRead,
    readPublicNote() {
      store.set(NOTE_KEY, 'yes')
      publicNoteRead.value = true
    },
    connect: (accessKey) => void look(accessKey),
    openConnectWindow() {
      if (connectUrl === undefined) return
      deps.openWindow(connectUrl, () => void look())
      state.value = { type: 'connect', connectUrl }
      void lookUntilConnected()
    },
  }
})

// Helpers

function stateOf(failure: Failure): SessionState {
  const url = urlOf(failure)
  if (failure.code === 'not-connected' && url !== undefined) {
    return { type: 'connect', connectUrl: url }
  }
  const reason = failure.facts?.['reason']
  if (reason === 'access-key-missing') return { type: 'key', wrong: false }
  if (reason === 'access-key-wrong') return { type: 'key', wrong: true }
  return { type: 'failed', failure }
}

function urlOf(failure: Failure): string | undefined {
  const url = failure.facts?.['connectUrl']
  return typeof url === 'string' ? url : undefined
}
