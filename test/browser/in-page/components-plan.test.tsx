import { afterEach, describe, expect, it, vi } from 'vitest'
import { SCENES } from '../../../src/panel/scenes/scenes.ts'
import { nextFrames, stage, type PageStage } from './stage.tsx'

let on: PageStage
afterEach(() => {
  on.end()
  vi.restoreAllMocks()
})

const lines = (): string[] => on.all('.run-counts li').map((item) => item.textContent)

describe('the plan', () => {
  it('shows while files are checked what will happen to them', async () => {
    on = await stage(await SCENES.checking('light'))
    expect(lines()).toEqual([
      '44 to upload',
      '11 already on the site',
      '11 folders to create',
      '41 Webflow requests',
      '41 being checked',
    ])
    expect(on.all('button').map((button) => button.textContent)).not.toContain('Start upload')
  })

  it('waits for review, shows its cost, and starts on a click', async () => {
    const panel = await SCENES.review('light')
    const start = vi.spyOn(panel.run, 'start')
    on = await stage(panel)
    expect(on.find('.run-title').textContent).toBe('Ready to upload 312 files')
    expect(on.find('.run-pace').textContent).toBe(
      '323 Webflow requests. About 6 min left. Webflow allows 60 files per minute',
    )
    expect(on.find('.run').textContent).toContain(
      'Nothing changes on your site until you press Start upload.',
    )
    on.button('Start upload').click()
    expect(start).toHaveBeenCalledOnce()
  })

  it('shows the progress of checking until it is started', async () => {
    on = await stage(await SCENES['review-checking']('light'))
    const bar = on.find('[role=progressbar]')
    expect(bar.getAttribute('aria-valuetext')).toBe('55 of 96 checked')
    expect(bar.getAttribute('aria-valuenow')).toBe('57')
  })

  it('waits for review when that option is on', async () => {
    const panel = await SCENES.empty('light')
    on = await stage(panel)
    on.button('Options').click()
    await vi.waitUntil(() => on.all('[role=switch]').length > 0)
    on.input('[role=switch]').click()
    await nextFrames()
    expect(panel.run.reviewFirst.value).toBe(true)
    expect(on.input('[role=switch]').checked).toBe(true)
    expect(panel.run.verify.value).toBe(false)
    on.input('.option:last-child [role=switch]').click()
    await nextFrames()
    expect(panel.run.verify.value).toBe(true)
  })
})

describe('a file that the site has in another folder', () => {
  it.each([
    ['Use all existing', 'keep'],
    ['Move all here', 'moveHere'],
    ['Skip all', 'skip'],
    ['Upload all as copies', 'uploadAnew'],
  ] as const)('gets one answer for all: %s', async (name, action) => {
    const panel = await SCENES.attention('light')
    const answered = vi.spyOn(panel.run, action)
    on = await stage(panel, 800, 900)
    on.button(name).click()
    expect(answered).toHaveBeenCalledExactlyOnceWith([300, 301, 302])
    await nextFrames()
    expect(on.all('.group.undecided')).toEqual([])
  })

  it('is not offered a new name again once Webflow has returned the existing asset', async () => {
    on = await stage(await SCENES['handed-back']('light'))
    const group = on.find('.group.handed-back')
    expect(group.textContent).toContain('Webflow reused existing files')
    expect(group.textContent).not.toContain('as copies')
    on.button('Show 5 files').click()
    await nextFrames()
    const said = on.all('.row.existing .state-words').map((words) => words.textContent)
    expect(
      said.filter((words) => words.startsWith('Webflow reused an existing file')),
    ).toHaveLength(5)
  })
})
