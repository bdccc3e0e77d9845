/** The Library's states for `scenes.test.ts`: scenes, and actions of a person in them. */
import type { Page } from 'playwright'

/** The looks to check: all rules in the smallest panel and in a wide one, light and dark. */
export const LIBRARY_LOOKS = [
  { theme: 'light', size: '240x360', rules: 'all' },
  { theme: 'darkDefault', size: '800x600', rules: 'all' },
] as const

export const LIBRARY_STATES: readonly {
  readonly name: string
  readonly scene: string
  readonly act?: (page: Page) => Promise<unknown>
}[] = [
  { name: 'library', scene: 'library' },
  { name: 'library-folder', scene: 'library-folder' },
  { name: 'library-table', scene: 'library-table' },
  { name: 'library-same', scene: 'library-same' },
  { name: 'library-space', scene: 'library-space' },
  { name: 'library-empty', scene: 'library-empty' },
  { name: 'library-opening', scene: 'library-opening' },
  { name: 'library-listing', scene: 'library-listing' },
  { name: 'library-stale', scene: 'library-stale' },
  { name: 'library-trouble', scene: 'library-trouble' },
  { name: 'library-rename', scene: 'library-rename' },
  {
    name: 'library-rename-wrong',
    scene: 'library-rename',
    act: (page) => page.getByRole('textbox', { name: 'New name' }).fill('the same'),
  },
  { name: 'library-alt', scene: 'library-alt' },
  { name: 'library-delete', scene: 'library-delete' },
  { name: 'library-replace-warned', scene: 'library-replace-warned' },
  { name: 'library-place', scene: 'library-place' },
  { name: 'library-outcomes', scene: 'library-outcomes' },
  { name: 'library-waiting', scene: 'library-waiting' },
  { name: 'library-moved', scene: 'library-moved' },
  { name: 'library-canvas-blocked', scene: 'library-canvas-blocked' },
  {
    name: 'library-menu',
    scene: 'library-folder',
    act: async (page) => {
      await page.locator('.tile').nth(0).click()
      await page
        .locator('.tile')
        .nth(1)
        .click({ modifiers: ['Shift'] })
      await page.locator('.tile').nth(1).click({ button: 'right' })
    },
  },
  {
    name: 'library-table-selected',
    scene: 'library-table',
    act: async (page) => {
      await page.locator('.table-row').nth(0).click()
      await page.keyboard.press('Shift+ArrowDown')
    },
  },
  {
    name: 'library-details',
    scene: 'library',
    act: (page) => page.locator('.tile').first().dblclick(),
  },
  {
    name: 'library-move',
    scene: 'library',
    act: async (page) => {
      await page.locator('.tile').first().click()
      await page.keyboard.press('Control+Shift+M')
    },
  },
  {
    name: 'library-folder-help',
    scene: 'library-folder',
    act: async (page) => {
      await page.locator('.folder-tile').first().click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'How to rename, move or delete…' }).click()
    },
  },
  {
    name: 'library-nothing-found',
    scene: 'library',
    act: (page) => page.locator('.library-bar input[type=search]').fill('zzz'),
  },
]
