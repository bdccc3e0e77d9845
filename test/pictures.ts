/**
 * `npm run pictures`: the README's pictures, made by dropping a folder in the sandbox's Designer. Writes `panel.png`,
 * `library.png` and the animation `drop.gif` to `.github/images`. Finds its way by roles, not by the panel's words.
 */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright'
import sharp from 'sharp'
import { makeFile } from '../src/sandbox/fill/files.ts'
import { launchBrowser, openDesigner, type Person, readPublicNote } from './browser/person.ts'
import { startStack, type Stack } from './browser/stack.ts'

const images = resolve(import.meta.dirname, '../.github/images')

/** The client's folder: how many photos each of its folders has. */
const CLIENT_FOLDERS = { Boats: 14, 'Harbour/Morning': 9, 'Harbour/Evening': 9, Team: 8 }
const FILES = 40

/** GitHub shows larger ones late. */
const LARGEST_ANIMATION = 2_000_000
const FRAME_MS = 250
const LAST_FRAME_MS = 3000

const folder = await mkdtemp(join(tmpdir(), 'asset-dock-pictures-'))
const browser = await launchBrowser()
const stack = await startStack({ buildsPanel: true })
try {
  await stack.control.fillSite({ assets: 120, folders: 14, seed: 5 })
  const client = await writeClientFolder()
  const person = await openDesigner(browser, stack.designer, {
    query: '?size=640x640',
    context: await browser.newContext({ viewport: { width: 1440, height: 860 } }),
  })
  await readPublicNote(person)
  await takeDrop(person, stack, client)
  await takeLibrary(person)
} finally {
  await browser.close()
  await stack.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Pictures from the sandbox's generator, one file twice and one of a type that Webflow refuses. */
async function writeClientFolder(): Promise<string> {
  const client = join(folder, 'Client photos')
  let number = 0
  for (const [name, count] of Object.entries(CLIENT_FOLDERS)) {
    for (let index = 1; index <= count; index++) {
      const { bytes } = makeFile({ kind: 'jpeg', number: ++number }, 99)
      await write(
        join(client, name, `${name.split('/').at(-1)?.toLowerCase()}-${index}.jpg`),
        bytes,
      )
    }
  }
  await write(join(client, 'Team/team-1 copy.jpg'), makeFile({ kind: 'jpeg', number }, 99).bytes)
  await write(join(client, 'Layout.psd'), Buffer.from('8BPS'))
  return client
}

async function write(file: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, bytes)
}

/** The animation from before the drop until every file is on the site, and a still from the middle of the run. */
async function takeDrop(person: Person, { control }: Stack, client: string): Promise<void> {
  const { page, panel } = person
  await control.settings({ rateLimit: 0, apiLatencyMs: 250, storageLatencyMs: 500 })
  const before = await uploadsOf(control)
  const frames: Buffer[] = [await shot(page), await shot(page)]
  await person.drop([client], {
    part: page.locator('iframe'),
    takes: panel.locator('.cover'),
    hovering: async () => {
      frames.push(await shot(page), await shot(page), await shot(page))
    },
  })
  let still: Buffer | undefined
  for (let done = 0; done < FILES; done = (await uploadsOf(control)) - before) {
    frames.push(await shot(page))
    if (done > FILES / 2) still ??= frames.at(-1)
    if (frames.length > 200) throw new Error(`Only ${done} of ${FILES} files arrived.`)
    await setTimeout(100)
  }
  await setTimeout(1500)
  frames.push(await shot(page))
  await sharp(still ?? frames.at(-1))
    .png({ palette: true })
    .toFile(join(images, 'panel.png'))
  await writeAnimation(frames)
}

async function uploadsOf(control: Stack['control']): Promise<number> {
  const { operations } = await control.stats()
  return operations['putObject']?.['201'] ?? 0
}

/** Every second frame of a long run, so that it stays short to watch. */
async function writeAnimation(frames: readonly Buffer[]): Promise<void> {
  const step = Math.ceil(frames.length / 36)
  const chosen = frames.filter((_, at) => at < 6 || at % step === 0 || at === frames.length - 1)
  const small = await Promise.all(
    chosen.map((frame) => sharp(frame).resize({ width: 1200 }).png().toBuffer()),
  )
  const delay = small.map((_, at) => (at === small.length - 1 ? LAST_FRAME_MS : FRAME_MS))
  const file = join(images, 'drop.gif')
  await sharp(small, { join: { animated: true } })
    .gif({
      delay,
      loop: 0,
      colours: 256,
      dither: 0,
      interFrameMaxError: 4,
      interPaletteMaxError: 8,
    })
    .toFile(file)
  const { size } = await stat(file)
  console.log(`drop.gif: ${small.length} frames, ${Math.round(size / 1000)} kB`)
  if (size > LARGEST_ANIMATION) throw new Error('drop.gif is over 2 MB: take fewer frames.')
}

/** The Library, wide, once it has listed the site and shows its pictures. */
async function takeLibrary({ page, panel }: Person): Promise<void> {
  await page.goto(page.url().replace('640x640', '1000x640'))
  await panel.getByRole('tab').nth(1).click()
  await panel.locator('.tile img').nth(8).waitFor({ timeout: 60_000 })
  await setTimeout(2000)
  await sharp(await shot(page))
    .png({ palette: true })
    .toFile(join(images, 'library.png'))
}

function shot(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled' })
}
