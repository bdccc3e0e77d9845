/** The upload's states for `scenes.test.ts`: scenes, and actions of a person in them. */
import type { Page } from 'playwright'

/** Without the scene of thousands of rows: it looks like a run, and takes a second to build each time. */
export const SCENES = [
  'empty',
  'empty-again',
  'mode-forbidden',
  'reading',
  'running',
  'running-line',
  'waiting',
  'offline',
  'paused',
  'taken-up',
  'slow-hash',
  'checking',
  'review',
  'review-checking',
  'handed-back',
  'attention',
  'settled',
  'settled-mixed',
  'conflict',
  'conflict-one',
  'connecting',
  'connect',
  'key',
  'key-wrong',
  'proxy-unreachable',
  'proxy-missing',
  'designer-missing',
  'session-refused',
  'other-site',
  'webflow-unauthorized',
  'webflow-scopes',
] as const
export interface Act {
  readonly name: string
  readonly scene: string
  readonly act: (page: Page) => Promise<unknown>
}

/** States that need a person's action. */
export const ACTS: readonly Act[] = [
  { name: 'folders', scene: 'running', act: (page) => page.click('.destination') },
  {
    name: 'sorted',
    scene: 'attention',
    act: (page) => page.getByRole('combobox', { name: 'Sort' }).selectOption('Largest first'),
  },
  {
    name: 'new-folder',
    scene: 'empty',
    act: async (page) => {
      await page.click('.destination')
      await page.getByRole('button', { name: 'New folder' }).click()
    },
  },
  {
    name: 'details',
    scene: 'settled',
    act: (page) =>
      page
        .locator('.row')
        .first()
        .dblclick({ position: { x: 60, y: 10 } }),
  },
  {
    name: 'details-failed',
    scene: 'attention',
    act: async (page) => {
      await page.getByRole('button', { name: 'Show 6 files' }).click()
      await page
        .locator('.row.failed')
        .first()
        .dblclick({ position: { x: 60, y: 10 } })
    },
  },
  {
    name: 'selected',
    scene: 'running',
    act: async (page) => {
      await page
        .locator('.row')
        .nth(0)
        .click({ position: { x: 60, y: 10 } })
      await page
        .locator('.row')
        .nth(2)
        .click({ position: { x: 60, y: 10 }, modifiers: ['Shift'] })
    },
  },
  {
    name: 'duplicates',
    scene: 'attention',
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Needs attention/ })
        .first()
        .click()
      await page.locator('.list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    },
  },
  {
    name: 'dragged-over',
    scene: 'running',
    act: (page) =>
      page.evaluate(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['x'], 'x.png'))
        document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }))
      }),
  },
  {
    name: 'focused',
    scene: 'running',
    act: async (page) => {
      await page.locator('.row').first().focus()
      await page.keyboard.press('ArrowDown')
    },
  },
  {
    name: 'options',
    scene: 'empty',
    act: async (page) => {
      await page.getByRole('button', { name: 'Options' }).click()
      await page.getByRole('switch', { name: 'Review before uploading' }).click()
    },
  },
  {
    name: 'filter-empty',
    scene: 'running',
    act: (page) => page.getByRole('button', { name: /^Needs attention/ }).click(),
  },
]
