import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../../src/core/failure.ts'
import { IntakeModel } from '../../../../src/panel/models/intake-model.ts'
import { SessionModel } from '../../../../src/panel/models/session-model.ts'
import type { Designer, DesignerTheme, Store, Taken } from '../../../../src/panel/ports/run.ts'
import { FakeNetwork } from '../../../fakes/fake-network.ts'
import { FakeProxy } from '../../../fakes/fake-proxy.ts'
import { idle, ManualClock } from '../../../fakes/manual-clock.ts'
import { memoryStore } from '../../../fakes/memory-store.ts'
import { taken } from '../../../fakes/run-harness.ts'

describe('the session', () => {
  it('connects and says where', async () => {
    const { session } = open()
    expect(session.state.value).toEqual({ type: 'connecting' })
    session.connect()
    await idle()
    expect(session.state.value).toEqual({
      type: 'connected',
      siteName: 'Harbour',
      email: 'designer@example.com',
    })
  })

  it('offers to connect, opens the window, and connects when the window reports success', async () => {
    const { session, proxy, opened } = open()
    proxy.failNext('connect', notConnected)
    session.connect()
    await idle()
    expect(session.state.value).toEqual({ type: 'connect', connectUrl: 'https://proxy/connect' })
    session.openConnectWindow()
    expect(opened[0]?.url).toBe('https://proxy/connect')
    opened[0]?.onConnected()
    await idle()
    expect(session.state.value.type).toBe('connected')
  })

  it('polls without flicker if the window cannot report', async () => {
    const { session, proxy, clock } = open()
    proxy.failNext('connect', notConnected, notConnected, notConnected)
    session.connect()
    await idle()
    session.openConnectWindow()
    const seen: string[] = []
    session.state.subscribe((state) => seen.push(state.type))
    await clock.advance(9000)
    expect(seen).toEqual(['connect', 'connected'])
    expect(clock.sleeping).toBe(0)
  })

  it.each([
    ['access-key-missing', false],
    ['access-key-wrong', true],
  ])('asks for the key (%s)', async (reason, wrong) => {
    const { session, proxy } = open()
    proxy.failNext('connect', { code: 'session-refused', message: 'key', facts: { reason } })
    session.connect()
    await idle()
    expect(session.state.value).toEqual({ type: 'key', wrong })
    session.connect('the right key, at last')
    await idle()
    expect(session.state.value.type).toBe('connected')
  })

  it('shows any other failure, and the last attempt wins', async () => {
    const { session, proxy } = open()
    const failure: Failure = { code: 'proxy-unreachable', message: 'gone' }
    proxy.failNext('connect', failure)
    const release = proxy.hold('connect')
    session.connect()
    session.connect()
    release()
    await idle()
    expect(session.state.value.type).toBe('connected')
    proxy.failNext('connect', failure)
    session.connect()
    await idle()
    expect(session.state.value).toEqual({ type: 'failed', failure })
  })

  it('retries temporary failures at growing intervals without changing the screen', async () => {
    const { session, proxy, clock } = open()
    const [gone, busy]: Failure[] = [
      { code: 'proxy-unreachable', message: 'gone' },
      { code: 'webflow-unavailable', message: 'busy', retryAfterMs: 5000 },
    ]
    proxy.failNext('connect', gone, busy)
    session.connect()
    await idle()
    const seen: unknown[] = []
    session.state.subscribe((state) => seen.push('failure' in state ? state.failure : state.type))
    await clock.advance(1000)
    expect(seen).toEqual([gone, busy])
    await clock.advance(4999)
    expect(session.state.value.type).toBe('failed')
    await clock.advance(1)
    expect(seen).toEqual([gone, busy, 'connected'])
    expect(clock.sleeping).toBe(0)
  })

  it('tries again as soon as the network is back', async () => {
    const { session, proxy, network } = open()
    proxy.failNext('connect', { code: 'proxy-unreachable', message: 'gone' })
    session.connect()
    await idle()
    network.comeBack()
    await idle()
    expect(session.state.value.type).toBe('connected')
  })

  it('does not retry permanent failures', async () => {
    const { session, proxy, clock } = open()
    proxy.failNext('connect', { code: 'webflow-scopes', message: 'scopes' })
    session.connect()
    await clock.advance(600_000)
    expect(session.state.value.type).toBe('failed')
    expect(clock.sleeping).toBe(0)
  })

  it('follows the theme and the mode', async () => {
    const { session, designer } = open()
    await idle()
    expect(session.theme.value).toBe('light')
    designer.setTheme('darkDarker')
    expect(session.theme.value).toBe('darkDarker')
    designer.setMode(false)
    await idle()
    expect(session.canManageAssets.value).toBe(false)
  })

  it('remembers that the note was read', () => {
    const store = memoryStore()
    const first = open(store).session
    expect(first.publicNoteRead.value).toBe(false)
    first.readPublicNote()
    expect(first.publicNoteRead.value).toBe(true)
    expect(open(store).session.publicNoteRead.value).toBe(true)
  })
})

describe('the intake', () => {
  it('counts while it reads, over several drops, and hands each to the run', async () => {
    const added: Taken[] = []
    const walks: { onFound: (n: number) => void; done: (taken: Taken) => void }[] = []
    const frames: (() => void)[] = []
    const frame = (): void => {
      for (const callback of frames.splice(0)) callback()
    }
    const intake = new IntakeModel({
      frames: (callback) => void frames.push(callback),
      run: { add: (taken) => void added.push(taken) },
      intake: {
        drop: (_, onFound) => new Promise((done) => walks.push({ onFound, done })),
        chosen: async () => ({ files: [], junk: 0, unreadable: [] }),
        paste: () => undefined,
      },
    })
    const none = undefined as never
    intake.paste(none)
    frame()
    expect(intake.reading.value).toBeUndefined()
    intake.drop(none)
    intake.drop(none)
    walks[0]?.onFound(7)
    walks[1]?.onFound(5)
    frame()
    expect(intake.reading.value).toBe(12)
    walks[1]?.done({ files: [taken('a.png')], junk: 0, unreadable: [] })
    await idle()
    frame()
    expect(intake.reading.value).toBe(7)
    walks[0]?.done({ files: [], junk: 1, unreadable: [] })
    await idle()
    frame()
    expect(intake.reading.value).toBeUndefined()
    expect(added).toHaveLength(2)
  })
})

// Helpers

const notConnected: Failure = {
  code: 'not-connected',
  message: 'connect first',
  facts: { connectUrl: 'https://proxy/connect' },
}

function fakeDesigner() {
  const themes: ((theme: DesignerTheme) => void)[] = []
  const modes: (() => void)[] = []
  let allowed = true
  const designer: Designer = {
    site: async () => ({ id: '', name: '', shortName: '' }),
    idToken: async () => '',
    canManageAssets: async () => allowed,
    theme: async () => 'light',
    onThemeChange(listener) {
      themes.push(listener)
      return () => undefined
    },
    onModeChange(listener) {
      modes.push(listener)
      return () => undefined
    },
    moveAsset: async () => undefined,
    setPanelSize: async () => undefined,
  }
  return {
    designer,
    setTheme: (theme: DesignerTheme) => themes.forEach((listener) => listener(theme)),
    setMode(can: boolean) {
      allowed = can
      for (const listener of modes) listener()
    },
  }
}

function open(store: Store = memoryStore()) {
  const clock = new ManualClock()
  const proxy = new FakeProxy()
  const network = new FakeNetwork()
  const fake = fakeDesigner()
  const opened: { url: string; onConnected: () => void }[] = []
  const session = new SessionModel({
    designer: fake.designer,
    proxy,
    clock,
    store,
    network,
    random: () => 1,
    openWindow: (url, onConnected) => void opened.push({ url, onConnected }),
  })
  return { session, proxy, clock, network, opened, designer: fake }
}
