import { signal } from '@preact/signals'
import { options } from 'preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FileRow } from '../../../src/panel/components/upload/list/file-row.tsx'
import type { RowView } from '../../../src/panel/models/views.ts'
import { fixtureMd5, fixtureRow } from '../../../src/panel/scenes/fixture-files.ts'
import { fixturePanel } from '../../../src/panel/scenes/fixture-panel.ts'
import type { RowState } from '../../../src/core/row.ts'
import { nextFrames, stage, type PageStage } from './stage.tsx'
import { until } from '../../until.ts'

const md5 = fixtureMd5(1)
const ticket = {
  ticket: 't',
  assetId: '65f0a55e7000000000000001' as never,
  folderId: null,
  expiresAt: 0,
}
const sending: RowState = { phase: 'sending', md5, ticket }

let on: PageStage | undefined
afterEach(() => {
  on?.end()
  on = undefined
  vi.restoreAllMocks()
})

/** A row whose signals the test holds. */
async function liveRow(state: RowState) {
  const made = await fixtureRow(0, state, { name: 'harbour-at-dawn.jpg', size: 1000 })
  const [states, sentBytes] = [signal(state), signal(0)]
  const row: RowView = { ...made, state: states, sentBytes }
  return { row, states, sentBytes }
}

/** How often rows are rendered from now on. */
function countRowRenders(): () => number {
  const before = { ...options }
  let n = 0
  options.diffed = (vnode) => {
    if (vnode.type === FileRow) n++
    before.diffed?.(vnode)
  }
  return () => {
    Object.assign(options, before)
    return n
  }
}

describe('the progress of a row', () => {
  it('updates bar and text without rendering the row; a new state renders it once', async () => {
    const { row, states, sentBytes } = await liveRow(sending)
    on = await stage(fixturePanel({ theme: 'light', rows: [row] }))
    const stop = countRowRenders()
    for (let sent = 10; sent <= 420; sent += 10) {
      sentBytes.value = sent
      await nextFrames(1)
    }
    expect(on.find('.state-words').textContent).toBe('Uploading 42%')
    expect(on.find('.row-progress-fill').style.transform).toBe('scaleX(0.42)')
    states.value = { phase: 'cancelled', md5 }
    await nextFrames()
    expect(on.find('.state-words').textContent).toBe('Cancelled')
    expect(stop()).toBe(1)
  })

  it('says that the row waits for the answer when all bytes are sent', async () => {
    const { row, sentBytes } = await liveRow(sending)
    on = await stage(fixturePanel({ theme: 'light', rows: [row] }))
    sentBytes.value = 1000
    await nextFrames()
    expect(on.find('.state-words').textContent).toBe('Finishing')
  })
})

describe('the button', () => {
  it.each<[string, RowState, string]>([
    ['queued', { phase: 'queued' }, 'Pause'],
    ['waiting', { phase: 'waiting', md5, reason: 'budget', until: 0 }, 'Pause'],
    ['paused', { phase: 'paused', md5 }, 'Resume'],
    ['reserving', { phase: 'reserving', md5 }, 'Cancel'],
    ['sending', sending, 'Cancel'],
    ['cancelled', { phase: 'cancelled', md5 }, 'Retry'],
    [
      'failed',
      { phase: 'failed', md5, failure: { code: 'storage-unavailable', message: '503' } },
      'Retry',
    ],
  ])('of a %s row does %s and names the file', async (_, state, verb) => {
    const { row } = await liveRow(state)
    const panel = fixturePanel({ theme: 'light', rows: [row] })
    const control = vi.spyOn(panel.run, 'control')
    on = await stage(panel)
    const buttons = on.all('.row button')
    expect(buttons.map((button) => button.getAttribute('aria-label'))).toEqual([
      `${verb} harbour-at-dawn.jpg`,
    ])
    buttons[0]?.click()
    expect(control).toHaveBeenCalledExactlyOnceWith(row.id)
  })

  it('of a row is absent where nothing can be done', async () => {
    const failure = { code: 'file-empty', message: 'empty' } as const
    const { row } = await liveRow({ phase: 'refused', failure })
    on = await stage(fixturePanel({ theme: 'light', rows: [row] }))
    expect(on.all('.row button')).toHaveLength(0)
    expect(on.find('.row').textContent).toContain('Empty file')
  })

  it('of a row leaves the focus in the row when it disappears', async () => {
    const { row, states } = await liveRow(sending)
    on = await stage(fixturePanel({ theme: 'light', rows: [row] }))
    on.find('.row button').focus()
    states.value = { phase: 'refused', failure: { code: 'file-empty', message: 'empty' } }
    await nextFrames()
    expect(document.activeElement).toBe(on.find('.row'))
  })
})

describe('a long file name', () => {
  it('is shortened in its middle, never in its extension, and is read out in full', async () => {
    const name = 'IMG_20260914_fishing-boats-returning-with-the-evening-catch_0042.jpg'
    const row = await fixtureRow(0, { phase: 'queued' }, { name })
    on = await stage(fixturePanel({ theme: 'light', rows: [row] }), 240, 360)
    const [head, tail] = [on.find('.middle-head'), on.find('.middle-tail')]
    expect(tail.textContent).toBe('0042.jpg')
    expect(head.scrollWidth).toBeGreaterThan(head.clientWidth)
    expect(tail.getBoundingClientRect().right).toBeLessThan(220)
    expect(on.find('.middle-name').textContent).toBe(name)
    expect(on.find('.cell-name').getAttribute('aria-label')).toBe(name)
  })
})

describe('thumbnails', () => {
  it('exist only for visible rows, and revoke their object URLs', async () => {
    const open = new Set<string>()
    const [make, revoke] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)]
    let made = 0
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      const url = make(blob)
      made++
      open.add(url)
      return url
    })
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => {
      open.delete(url)
      revoke(url)
    })
    const rows = await Promise.all(
      Array.from({ length: 400 }, (_, n) => fixtureRow(n, { phase: 'queued' })),
    )
    on = await stage(fixturePanel({ theme: 'light', rows }))
    const stageNow = on
    await until(() => expect(stageNow.all('.thumb img').length).toBeGreaterThan(3))
    await until(() => expect(open.size).toBe(0))
    expect(made).toBeLessThan(40)
  })
})
