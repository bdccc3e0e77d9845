import { signal } from '@preact/signals'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PanelView } from '../../../src/panel/components/kit/panel-view.ts'
import { SCENES } from '../../../src/panel/scenes/scenes.ts'
import { nextFrames, stage, type PageStage } from './stage.tsx'

let on: PageStage
afterEach(() => on.end())

function carrying(...files: readonly string[]): DataTransfer {
  const data = new DataTransfer()
  for (const name of files) data.items.add(new File(['bytes'], name))
  return data
}

function drag(
  type: string,
  dataTransfer: DataTransfer,
  target: Element = document.body,
): DragEvent {
  const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })
  target.dispatchEvent(event)
  return event
}

function watched(panel: PanelView) {
  return {
    drop: vi.spyOn(panel.intake, 'drop'),
    choose: vi.spyOn(panel.intake, 'choose'),
    paste: vi.spyOn(panel.intake, 'paste'),
  }
}

describe.each(['empty', 'running', 'settled'] as const)('the panel while it is %s', (scene) => {
  it('takes files from both inputs', async () => {
    const panel = await SCENES[scene]('light')
    const { choose } = watched(panel)
    on = await stage(panel)
    for (const label of ['Choose files', 'Choose folder']) {
      const input = on.input(`input[aria-label="${label}"]`)
      input.files = carrying('a.png', 'b.png').files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    }
    expect(choose.mock.calls.map(([files]) => files.length)).toEqual([2, 2])
    expect(on.input('input[aria-label="Choose folder"]').webkitdirectory).toBe(true)
  })

  it('takes a drop anywhere, and highlights the drop zone', async () => {
    const panel = await SCENES[scene]('light')
    const { drop } = watched(panel)
    on = await stage(panel)
    const data = carrying('a.png')
    drag('dragenter', data)
    drag('dragenter', data, on.root)
    drag('dragleave', data)
    await nextFrames()
    expect(on.find('.cover').textContent).toBe('Drop to upload into Photos / 2026')
    expect(drag('dragover', data).defaultPrevented).toBe(true)
    expect(drag('drop', data, on.root).defaultPrevented).toBe(true)
    await nextFrames()
    expect(drop).toHaveBeenCalledExactlyOnceWith(data, undefined)
    expect(on.all('.cover')).toHaveLength(0)
  })

  it('takes pasted files and ignores pasted text', async () => {
    const panel = await SCENES[scene]('light')
    const { paste } = watched(panel)
    on = await stage(panel)
    const text = new DataTransfer()
    text.setData('text/plain', 'hello')
    for (const clipboardData of [text, carrying('shot.png')]) {
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }),
      )
    }
    expect(paste).toHaveBeenCalledOnce()
  })
})

it('the panel ignores drags of text', async () => {
  const panel = await SCENES.empty('light')
  const { drop } = watched(panel)
  on = await stage(panel)
  const data = new DataTransfer()
  data.setData('text/plain', 'hello')
  expect(drag('dragover', data).defaultPrevented).toBe(false)
  drag('drop', data)
  expect(drop).not.toHaveBeenCalled()
})

describe('in a mode that forbids uploads', () => {
  it('the panel shows the reason before the click and takes no files', async () => {
    const panel = await SCENES['mode-forbidden']('light')
    const { drop, paste } = watched(panel)
    on = await stage(panel)
    const button = on.button('Choose files')
    expect(button.getAttribute('aria-disabled')).toBe('true')
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '')
    expect(reason?.textContent).toContain('Switch to Design mode')
    const opened = vi.spyOn(HTMLInputElement.prototype, 'click')
    button.click()
    expect(opened).not.toHaveBeenCalled()
    opened.mockRestore()
    const data = carrying('a.png')
    drag('dragenter', data)
    await nextFrames()
    expect(on.find('.cover').textContent).toBe('You can’t add files in this mode')
    // Refused, but still caught: the browser must not open the file in place of the panel.
    expect(drag('drop', data).defaultPrevented).toBe(true)
    expect(drop).not.toHaveBeenCalled()
    expect(paste).not.toHaveBeenCalled()
  })
})

describe('the note that assets are public', () => {
  it('stays until it is dismissed', async () => {
    const panel = await SCENES.empty('light')
    on = await stage(panel)
    expect(on.find('.public-note').textContent).toContain('Assets are public')
    on.button('Got it').click()
    await nextFrames()
    expect(on.all('.public-note')).toHaveLength(0)
  })
})

describe('when the first files arrive', () => {
  it('the focus stays on the button that added them', async () => {
    const empty = await SCENES['empty-again']('light')
    const running = await SCENES.running('light')
    const status = signal<'empty' | 'running'>('empty')
    on = await stage({ ...empty, run: { ...running.run, status } })
    on.button('Choose files').focus()
    status.value = 'running'
    await nextFrames()
    expect(document.activeElement).toBe(on.button('Choose files'))
    expect(on.all('.row').length).toBeGreaterThan(0)
  })
})
