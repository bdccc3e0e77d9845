/** Starts the whole product with a panel open, to measure what a run of thousands of files costs the page. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Frame, Page } from 'playwright'
import { launchBrowser, openDesigner, readPublicNote, type Person } from '../browser/person.ts'
import { startStack, type Stack } from '../browser/stack.ts'
import { longestCpu, type Standstill } from './standstill.ts'

/** Milliseconds. */
const LONGEST_MS = 300_000

export interface PanelRun {
  readonly stack: Stack
  readonly person: Person
  /** The panel's document now. */
  readonly frame: () => Frame
  /** A folder with this many new files, an hour old; deleted at the end. */
  write(count: number, bytes: number, extension?: string): string
  /** Files that storage has received. */
  stored(): Promise<number>
  /** @throws Error if it is still false after minutes. */
  until(isTrue: () => Promise<boolean>): Promise<void>
  /** How long the panel blocks while a person does something. */
  watch(act: () => Promise<void>): Promise<Standstill>
  /** Megabytes (1,000,000 bytes) of the page's JavaScript heap, after garbage has been collected. */
  heap(): Promise<number>
  close(): Promise<void>
}

export async function openPanelRun(): Promise<PanelRun> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-dock-panel-'))
  const stack = await startStack()
  const browser = await launchBrowser()
  const person = await openDesigner(browser, stack.designer)
  await readPublicNote(person)
  await stack.control.settings({ rateLimit: 0 })
  // Another one after every reload of the page.
  const frame = (): Frame => {
    const found = person.page.frames().find((one) => one.url().startsWith(stack.panel))
    if (!found) throw new Error('The panel is not on the page.')
    return found
  }
  const session = await person.page.context().newCDPSession(frame())
  return {
    stack,
    person,
    write: (...files) => writeFolder(folder, ...files),
    stored: async () => (await stack.control.stats()).operations['putObject']?.['201'] ?? 0,
    until,
    frame,
    watch: (act) => watch(person.page, frame(), act),
    async heap() {
      await session.send('HeapProfiler.collectGarbage')
      return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6
    },
    async close() {
      await browser.close()
      await stack.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

// Helpers

function writeFolder(parent: string, count: number, bytes: number, extension = 'jpg'): string {
  const folder = join(parent, `drop ${randomBytes(4).toString('hex')}`)
  mkdirSync(folder)
  const then = new Date(Date.now() - 3_600_000)
  for (let n = 0; n < count; n++) {
    const path = join(folder, `photo ${n}.${extension}`)
    writeFileSync(path, randomBytes(bytes))
    utimesSync(path, then, then)
  }
  return folder
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST_MS
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`It has not come true in ${LONGEST_MS / 1000} s.`)
    await wait(200)
  }
}

async function watch(page: Page, frame: Frame, act: () => Promise<void>): Promise<Standstill> {
  const longestGap = await heartbeat(frame)
  const cpu = await longestCpu(page, act)
  return { cpu, wall: await longestGap() }
}

/** A person waits for the longest task, or for a sequence of short tasks without a pause. */
async function heartbeat(frame: Frame): Promise<() => Promise<number>> {
  const gaps = await frame.evaluateHandle(() => {
    const state = { longest: 0, over: false }
    let last = performance.now()
    const beat = (): void => {
      const now = performance.now()
      state.longest = Math.max(state.longest, now - last)
      last = now
      if (!state.over) setTimeout(beat)
    }
    beat()
    return state
  })
  return () =>
    gaps.evaluate((state) => {
      state.over = true
      return state.longest
    })
}
