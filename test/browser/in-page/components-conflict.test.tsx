/** Files whose names assets have, in the list. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { conflictRows } from '../../../src/panel/scenes/fixture-conflicts.ts'
import { fixturePanel } from '../../../src/panel/scenes/fixture-panel.ts'
import { SCENES } from '../../../src/panel/scenes/scenes.ts'
import { nextFrames, stage, type PageStage } from './stage.tsx'

let on: PageStage
afterEach(() => on.end())

describe('conflict rows', () => {
  const button = (words: string) => {
    const found = on.all('button').find((one) => (one.ariaLabel ?? one.textContent) === words)
    if (!found) throw new Error(`Expected a button "${words}", found none.`)
    return found
  }

  it('show file and asset side by side, with sizes, dates, folder and choices', async () => {
    const panel = await SCENES.conflict('light')
    on = await stage(panel)
    const row = on.find('.conflict-row')
    expect(row.textContent).toMatch(/harbour-at-dawn\.jpg/)
    expect(row.textContent).toContain('Website relaunch / Photos / 2026')
    expect(row.textContent).toMatch(/On the site.*2\.4 MB.*Added .*Your file.*2\.9 MB.*Changed /)
    const [replace, keepBoth] = [vi.spyOn(panel.run, 'replace'), vi.spyOn(panel.run, 'keepBoth')]
    const file = 'harbour-at-dawn.jpg, Website relaunch / Photos / 2026'
    button(`Keep both: ${file}`).click()
    expect(keepBoth).toHaveBeenCalledExactlyOnceWith([16])
    await nextFrames()
    button('Replace all 4').click()
    expect(replace).toHaveBeenCalledExactlyOnceWith([17, 18, 19, 20])
    await nextFrames()
    expect(on.all('.conflict-row')).toEqual([])
  })

  it('do not take the focus when they appear', async () => {
    on = await stage(await SCENES['conflict-one']('light'))
    expect(document.activeElement).toBe(document.body)
    expect(on.find('.group').querySelectorAll('button')).toHaveLength(0)
  })

  it('are in the document only while visible, and release their pictures', async () => {
    const panel = fixturePanel({ theme: 'light', rows: await conflictRows(200) })
    const made = vi.spyOn(URL, 'createObjectURL')
    const revoked = vi.spyOn(URL, 'revokeObjectURL')
    on = await stage(panel)
    expect(on.all('.conflict-row').length).toBeLessThan(12)
    await vi.waitFor(() => expect(made.mock.results.length).toBeGreaterThan(0))
    await vi.waitFor(() => {
      const urls = made.mock.results.map(({ value }) => value)
      expect(revoked.mock.calls.map(([url]) => url)).toEqual(expect.arrayContaining(urls))
    })
    expect(made.mock.calls.length).toBeLessThan(12)
  })
})
