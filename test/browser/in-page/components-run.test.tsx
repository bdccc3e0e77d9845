import { signal } from '@preact/signals'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AttentionGroup } from '../../../src/panel/models/views.ts'
import type { PanelView } from '../../../src/panel/components/kit/panel-view.ts'
import { rowId } from '../../../src/core/brands.ts'
import { SCENES } from '../../../src/panel/scenes/scenes.ts'
import { nextFrames, stage, type PageStage } from './stage.tsx'

let on: PageStage
afterEach(() => {
  on.end()
  vi.restoreAllMocks()
})

describe('a run', () => {
  it('has one progress bar, whose value is also text', async () => {
    on = await stage(await SCENES.running('light'))
    const bars = on.all('[role=progressbar]')
    expect(bars).toHaveLength(1)
    expect(bars[0]?.getAttribute('aria-valuetext')).toMatch(/^14 of 48 finished, 21 of 53 MB$/)
    expect(Number(bars[0]?.getAttribute('aria-valuenow'))).toBeGreaterThan(20)
  })

  it.each([
    ['running', 'About 4 min left. Webflow allows 60 files per minute'],
    ['running-line', 'Less than a minute left, limited by your connection'],
    ['waiting', 'Webflow allows 60 files per minute. Resumes in 0:42'],
    ['offline', 'Can’t reach the Asset Dock server. Retrying in 0:13'],
  ] as const)('says what determines the time left: %s', async (scene, words) => {
    on = await stage(await SCENES[scene]('light'))
    expect(on.find('.run-pace').textContent).toBe(words)
  })

  it('is paused, resumed and cancelled as a whole, and the focus stays on the button', async () => {
    const panel = await SCENES.running('light')
    const cancelAll = vi.spyOn(panel.run, 'cancelAll')
    on = await stage(panel)
    on.button('Pause all').focus()
    on.button('Pause all').click()
    await nextFrames()
    expect(on.find('.run-title').textContent).toBe('Paused · 14 of 48 finished')
    expect(document.activeElement).toBe(on.button('Resume all'))
    on.button('Resume all').click()
    await nextFrames()
    expect(on.button('Pause all')).toBeTruthy()
    on.button('Cancel all').click()
    expect(cancelAll).toHaveBeenCalledOnce()
  })

  it('says when checking is slow, and why', async () => {
    on = await stage(await SCENES['slow-hash']('light'))
    expect(on.find('.run-note').textContent).toBe(
      'Checking files more slowly: background processing isn’t available here.',
    )
  })
})

describe('the end of a run', () => {
  it('shows every count', async () => {
    on = await stage(await SCENES['settled-mixed']('light'))
    const said = on.all('.run-counts li').map((item) => item.textContent)
    expect(said).toEqual([
      '6 failed',
      '3 need a decision',
      '38 not accepted by Webflow',
      '20 uploaded',
      '4 already on the site',
      '3 duplicates in this upload',
      '3 cancelled',
      '3 system files skipped',
      '1 couldn’t be read',
    ])
    expect(on.find('.run-title').textContent).toBe('Finished. 47 need attention')
  })

  it('offers to retry failed rows, to upload cancelled rows, and to clear the list', async () => {
    const panel = await SCENES['settled-mixed']('light')
    const [retryFailed, retry, clear] = [
      vi.spyOn(panel.run, 'retryFailed'),
      vi.spyOn(panel.run, 'retry'),
      vi.spyOn(panel.run, 'clear'),
    ]
    on = await stage(panel)
    on.button('Upload 3 cancelled files').click()
    expect(retry).toHaveBeenCalledExactlyOnceWith([27, 28, 29])
    await nextFrames()
    on.button('Retry failed (6)').click()
    expect(retryFailed).toHaveBeenCalledOnce()
    await nextFrames()
    on.button('Clear list').click()
    expect(clear).toHaveBeenCalledOnce()
  })

  it('offers the report as CSV and JSON', async () => {
    on = await stage(await SCENES.settled('light'))
    const files: { name: string; text: Promise<string> }[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      files.push({ name: this.download, text: fetch(this.href).then((answer) => answer.text()) })
    })
    on.button('Download upload report as CSV').click()
    on.button('Download upload report as JSON').click()
    expect(files.map(({ name }) => name)).toEqual(['asset-dock.csv', 'asset-dock.json'])
    expect(await files[0]?.text).toMatch(/^path,name,folder,size,md5,outcome/)
    expect(JSON.parse((await files[1]?.text) ?? '').files).toHaveLength(16)
  })

  it('copies the report, or shows it selected where copying is refused', async () => {
    on = await stage(await SCENES.settled('light'))
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce()
    on.button('Copy CSV').click()
    await nextFrames()
    expect(write.mock.calls[0]?.[0]).toMatch(/^path,name/)
    expect(on.button('Copied')).toBeTruthy()
    write.mockRejectedValueOnce(new DOMException('Not allowed', 'NotAllowedError'))
    on.button('Copied').click()
    await nextFrames()
    const area = on.root.querySelector('textarea')
    expect(document.activeElement).toBe(area)
    expect(area?.value.slice(area.selectionStart, area.selectionEnd)).toMatch(
      /^path,name[^]*\r?\n$/,
    )
  })
})

describe('the announcements of a run', () => {
  it('use one polite live region, and one alert for each reason of failure', async () => {
    const panel = await SCENES.running('light')
    const groups = signal<readonly AttentionGroup[]>([])
    const announcement = signal('')
    on = await stage({ ...panel, run: { ...panel.run, groups, announcement } } satisfies PanelView)
    const heard: string[] = []
    const alarm = on.find('[role=alert]')
    new MutationObserver(() => heard.push(alarm.textContent)).observe(alarm, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    announcement.value = '50 percent'
    const failed = (count: number, code: 'storage-unavailable' | 'internal'): AttentionGroup => ({
      type: 'failed',
      code,
      sample: { code, message: '' },
      failures: Array.from({ length: count }, () => ({ code, message: '' })),
      rows: Array.from({ length: count }, (_, n) => rowId(n)),
      retriable: true,
    })
    for (const count of [1, 2, 3]) {
      groups.value = [failed(count, 'storage-unavailable')]
      await nextFrames(1)
    }
    groups.value = [failed(3, 'storage-unavailable'), failed(1, 'internal')]
    await nextFrames()
    expect(on.all('[role=status]').map((region) => region.textContent)).toEqual(['50 percent'])
    expect(heard).toEqual([
      '1 file couldn’t be uploaded: Webflow’s storage isn’t responding',
      '1 file failed: server error',
    ])
  })
})
