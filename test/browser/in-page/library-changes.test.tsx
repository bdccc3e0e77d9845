import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LibraryView } from '../../../src/panel/models/library/library-views.ts'
import type { PanelView } from '../../../src/panel/components/kit/panel-view.ts'
import { SCENES, type SceneName } from '../../../src/panel/scenes/scenes.ts'
import { nextFrames, press, stage, type PageStage } from './stage.tsx'

let on: PageStage
let panel: PanelView
let library: LibraryView
afterEach(() => {
  on.end()
  vi.restoreAllMocks()
})

describe('renaming', () => {
  it('previews every name of a template, with its problems, before anything is written', async () => {
    await open('library-rename')
    const renamed = vi.spyOn(library.changes, 'rename')
    on.button('Rename 0').click()
    expect(renamed).not.toHaveBeenCalled()
    await write('input[type=text]', 'harbour')
    expect(on.find('.rename-sum').textContent).toContain('invalid')
    expect(on.find('.new-name.bad .new-name-from').textContent).toBe('used more than once')
    on.button('Rename').click()
    expect(renamed).not.toHaveBeenCalled()
    on.button('Insert counter').click()
    await nextFrames()
    expect(on.input('input[type=text]').value).toBe('harbour{counter}')
    expect(on.all('.new-name-to').map((name) => name.textContent)).toContain('harbour1.jpg')
    expect(on.all('.new-name.bad')).toEqual([])
    await write('input[type=number]', '41')
    expect(on.all('.new-name-to')[0]?.textContent).toContain('harbour41')
    on.button('Rename 40').click()
    expect(renamed.mock.calls[0]?.[0]).toHaveLength(40)
  })

  it('names unknown placeholders of a template, and corrects invalid names on request', async () => {
    await open('library-rename')
    await write('input[type=text]', '{nam}')
    expect(on.find('.dialog-body > .bad').textContent).toBe('Unknown token: {nam}')
    await write('input[type=text]', 'x'.repeat(120))
    expect(on.find('.new-name-from').textContent).toBe('longer than 99 characters')
    on.input('input[type=checkbox]').click()
    await nextFrames()
    expect(on.all('.new-name.bad')).toEqual([])
    expect(on.find('.new-name-to').textContent.length).toBeLessThan(100)
  })
})

describe('alt texts', () => {
  it('are edited in the list, and saved where they have changed', async () => {
    await open('library-alt')
    const saved = vi.spyOn(library.changes, 'describe')
    expect(on.find('.alt-sum').textContent).toMatch(
      /\d+ with alt text · \d+ decorative · \d+ missing/,
    )
    const missing = field('.alt-field.missing')
    await write(missing, 'The pier at low tide')
    expect(missing.closest('.alt-row')?.classList).toContain('changed')
    const tick = on.all('.alt-row:not(.changed) .tick input:not(:checked)')[0]
    tick?.click()
    await nextFrames()
    on.button('Save 2').click()
    const changes = saved.mock.calls[0]?.[0] ?? []
    expect(changes.map(({ to }) => to.type).sort()).toEqual(['decorative', 'text'])
    expect(changes.find(({ to }) => to.type === 'text')).toMatchObject({
      locale: undefined,
      from: { type: 'missing' },
      to: { type: 'text', text: 'The pier at low tide' },
    })
  })

  it('are pasted from a spreadsheet by name, with the lines that matched nothing, and undone', async () => {
    await open('library-alt')
    const [first, second] = on.all('.alt-name').map((name) => name.textContent)
    const before = on.find('.alt-sum').textContent
    paste(field('.alt-field'), `name\talt\n${second}\tSecond\nstranger.png\tNo\n${first}\tFirst\n`)
    await nextFrames()
    expect(on.all('.alt-field').slice(0, 2).map(valueOf)).toEqual(['First', 'Second'])
    expect(on.find('.paste-note').textContent).toContain('2 texts pasted, matched by name.')
    expect(on.find('.paste-note').textContent).toContain('No asset here is named “stranger.png”.')
    on.button('Undo paste').click()
    await nextFrames()
    expect(on.find('.alt-sum').textContent).toBe(before)
  })

  it('are read and written in each language of the site', async () => {
    await open('library-alt')
    const saved = vi.spyOn(library.changes, 'describe')
    const language = on.find('.alts select')
    if (!(language instanceof HTMLSelectElement)) throw new Error('No choice of languages.')
    expect([...language.options].map(({ text }) => text)).toEqual(['English (primary)', 'Deutsch'])
    language.value = language.options[1]?.value ?? ''
    language.dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => on.button('Save').getAttribute('aria-disabled') === 'true')
    await nextFrames()
    await write(field('.alt-field:not(:read-only)'), 'Die Mole')
    await until(() => on.button('Save 1').getAttribute('aria-disabled') === null)
    on.button('Save 1').click()
    expect(saved.mock.calls[0]?.[0]).toMatchObject([
      { locale: '65f0c0ffee0000000000a002', to: { type: 'text', text: 'Die Mole' } },
    ])
  })

  it('are navigated with the arrow keys, as in a spreadsheet', async () => {
    await open('library-alt')
    const [first, second] = on.all('.alt-field')
    first?.focus()
    press('ArrowDown')
    expect(document.activeElement).toBe(second)
    press('Enter', { shiftKey: true })
    expect(document.activeElement).toBe(first)
  })
})

describe('deleting', () => {
  it('shows known uses and what cannot be undone, and focuses Cancel', async () => {
    await open('library-delete')
    const removed = vi.spyOn(library.changes, 'remove')
    const dialog = on.find('dialog')
    expect(document.activeElement?.textContent).toBe('Cancel')
    expect(dialog.textContent).toContain('This can’t be undone')
    expect(dialog.textContent).toMatch(/images? on this page/)
    expect(dialog.textContent).toContain('Not checked: other pages')
    on.button('Delete 12').click()
    expect(removed.mock.calls[0]?.[0]).toHaveLength(12)
  })
})

describe('replacing', () => {
  it('warns of another type and other proportions, and refuses what Webflow does not take', async () => {
    await open('library-replace-warned')
    await until(() => on.all('.warnings li').length === 2)
    const [type, shape] = on.all('.warnings li').map((warning) => warning.textContent)
    expect(type).toContain('to SVG')
    expect(shape).toContain('to 640 × 640')
    const replaced = vi.spyOn(library.changes, 'replace')
    on.button('Replace').click()
    expect(replaced.mock.calls[0]?.[0]).toMatchObject([{ file: { name: 'harbour-square.svg' } }])
  })

  it('refuses a file that is too large, whichever way it comes', async () => {
    await open('library-replace')
    const replaced = vi.spyOn(library.changes, 'replace')
    expect(on.button('Replace').getAttribute('aria-disabled')).toBe('true')
    drop(on.find('.replace-sides'), new File([new Uint8Array(5 * 1024 * 1024)], 'huge.png'))
    await nextFrames()
    expect(on.find('dialog [role=alert]').textContent).toContain('limit for images is 4 MB')
    on.button('Replace').click()
    expect(replaced).not.toHaveBeenCalled()
  })
})

describe('placing', () => {
  it('matches assets and elements in order, skips excluded ones, and inserts the rest', async () => {
    await open('library-place')
    const used = vi.spyOn(library.changes, 'use')
    const inserted = vi.spyOn(library.changes, 'insert')
    const lines = () => on.all('.place-element').map((line) => line.textContent.split(',')[0])
    expect(lines()).toEqual([
      'Image 1',
      'Image 2',
      'Image 3',
      'Image 4',
      'Image 5',
      'No image left on this page',
    ])
    on.button('Skip image 2').click()
    await nextFrames()
    expect(lines().slice(0, 3)).toEqual(['Image 1', 'Image 2', 'Image 3'])
    expect(on.all('.place-asset')[1]?.textContent).toBe('Skipped')
    on.input('.tick input').click()
    await nextFrames()
    on.button('Fill 6').click()
    expect(used.mock.calls[0]?.[0].map(({ element }) => element.id)).toEqual([
      'element-0',
      'element-2',
      'element-3',
      'element-4',
    ])
    expect(inserted.mock.calls[0]?.[0]).toHaveLength(2)
  })
})

describe('changes', () => {
  it('show how many succeeded, why some failed, and are undone by key', async () => {
    await open('library-mixed')
    expect(on.find('.work-title').textContent).toBe('32 assets renamed, 8 failed')
    expect(on.find('.work-note').textContent).toContain('The asset is no longer on the site.')
    on.button('Details').click()
    await nextFrames()
    expect(on.all('.outcome')[0]?.classList).toContain('failed')
    on.button('Close').click()
    await nextFrames()
    on.root.focus()
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))
    await until(() => on.find('.work-title').textContent.includes('undone'))
  })

  it('show how long Webflow makes them wait, and can be stopped', async () => {
    await open('library-waiting')
    expect(on.find('.work-note').textContent).toMatch(/^8 of 40\. .* 0:4\d/)
    expect(on.find('[role=progressbar]').getAttribute('aria-valuetext')).toBe('8 of 40')
    expect(on.all('.work-title')[1]?.textContent).toBe('Next: 5 assets to move')
    on.button('Stop').click()
    await until(() => on.all('.work-title')[0]?.textContent === '5 assets moved')
  })
})

describe('the selected image', () => {
  it('gets the selected asset by its button or by a drop', async () => {
    await open('library-canvas')
    const used = vi.spyOn(library.canvas, 'useHere')
    on.button('Set image').click()
    const bar = on.find('.canvas-bar')
    drop(bar, undefined)
    expect(used).toHaveBeenCalledTimes(2)
    expect(used.mock.calls[0]).toEqual([library.selected.peek()[0]?.id])
  })

  it('is shown when the panel opens from an element’s connection', async () => {
    await open('library-launched')
    expect(document.activeElement).toBe(on.find('.canvas-bar'))
    expect(on.find('.canvas-hint').textContent).toContain('you opened this panel from')
  })

  it('shows before the click why it cannot be changed, and so do the actions', async () => {
    await open('library-canvas-blocked')
    const button = on.button('Set image')
    expect(button.getAttribute('aria-disabled')).toBe('true')
    const why = document.getElementById(button.getAttribute('aria-describedby') ?? '')
    expect(why?.textContent).toContain('Images on the page can’t be changed in this mode')
    const rename = on.button('Rename…')
    expect(rename.getAttribute('aria-disabled')).toBe('true')
    expect(rename.title).not.toBe('Rename…')
    rename.click()
    expect(library.ask.peek()).toBeUndefined()
  })
})

describe('asset URLs', () => {
  it('are copied by key and from the menu, and by hand where the frame forbids copying', async () => {
    await open('library-canvas')
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const [asset] = library.selected.peek()
    const url = asset?.hostedUrl ?? ''
    on.find(`.tile[data-key="${asset?.id}"]`).focus()
    press('c', { ctrlKey: true })
    await until(() => on.all('.work-title').length > 0)
    expect(on.find('.work-title').textContent).toBe('1 URL copied')
    expect(write.mock.calls).toEqual([[url]])
    write.mockRejectedValue(new Error('not allowed'))
    on.button('More').click()
    await nextFrames()
    on.all('[role=menuitem]')
      .find((item) => item.textContent.includes('Copy as HTML'))
      ?.click()
    await until(() => on.all('dialog textarea').length > 0)
    expect(on.find('dialog textarea')).toHaveProperty(
      'value',
      `<img src="${url}" alt="${asset?.altText ?? ''}">`,
    )
  })
})

describe('one file dropped on an asset', () => {
  it('offers to replace the asset or to upload the file beside it', async () => {
    await open('library')
    await until(() => on.all('.tile').length > 0)
    const added = vi.spyOn(panel.run, 'add')
    drop(on.find('.tile'), new File(['x'], 'pier.png', { type: 'image/png' }))
    await until(() => on.all('dialog.replace').length > 0)
    expect(on.find('dialog.replace').textContent).toContain('pier.png')
    expect(added).not.toHaveBeenCalled()
    on.button('Keep both').click()
    expect(added.mock.calls[0]?.[0].files[0]?.file.name).toBe('pier.png')
  })
})

// Helpers

async function open(scene: SceneName): Promise<void> {
  panel = await SCENES[scene]('light')
  on = await stage(panel, 800, 600)
  library = await panel.library()
  await until(() => on.all('.library').length > 0)
  await nextFrames()
}

/** Generous, because other tests run beside this one. */
const until = (done: () => boolean): Promise<unknown> => vi.waitUntil(done, { timeout: 10_000 })

function field(selector: string): HTMLInputElement {
  return on.input(selector)
}

async function write(into: string | HTMLInputElement, text: string): Promise<void> {
  const input = typeof into === 'string' ? on.input(into) : into
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await nextFrames()
}

const valueOf = (element: HTMLElement): string =>
  element instanceof HTMLInputElement ? element.value : ''

function paste(into: HTMLElement, text: string): void {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  into.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  )
}

/** A file, or the library's own drag of what is selected. */
function drop(on: HTMLElement, file: File | undefined): void {
  const dataTransfer = new DataTransfer()
  if (file) dataTransfer.items.add(file)
  else dataTransfer.setData('application/x-asset-dock-assets', 'selected')
  for (const type of ['dragover', 'drop']) {
    on.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
  }
}
