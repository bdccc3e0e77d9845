/**
 * Reads files from drops, file choosers and the clipboard, with their directory paths. Walks directories to any depth;
 * counts system files and lists entries that cannot be read.
 */
import { isJunk } from '../../../core/junk.ts'
import type { Intake, Taken, TakenFile } from '../../ports/run.ts'
import { yieldToPage } from './yield-to-page.ts'

/** Concurrent reads: enough to hide latency, few enough for a slow disk. */
export const READS_AT_ONCE = 16
/** Milliseconds of reading before yielding to the page. */
const TURN_MS = 8
/** Chosen files that are processed before yielding to the page. */
const CHOSEN_AT_ONCE = 1000

/**
 * Reads the files of a drop. Must be called during the drop event: its items are cleared when the event ends, so all
 * entries are collected before the first await.
 */
export function takeDrop(
  data: DataTransfer,
  onFound: (files: number) => void = () => undefined,
): Promise<Taken> {
  const roots: Root[] = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
    .filter((root) => root !== null)
  return walk(roots, onFound)
}

/**
 * Reads chosen files, or one chosen folder (paths come from `webkitRelativePath`). Copies the list at once, since the
 * next choice empties it, and processes thousands of files in pieces.
 */
export async function takeChosen(
  files: FileList,
  onFound: (files: number) => void = () => undefined,
): Promise<Taken> {
  const all = [...files]
  const taken: TakenFile[] = []
  let junk = 0
  for (const [at, file] of all.entries()) {
    if (at % CHOSEN_AT_ONCE === CHOSEN_AT_ONCE - 1) {
      onFound(taken.length)
      await yieldToPage()
    }
    const path = file.webkitRelativePath.split('/').slice(0, -1)
    if (isJunk(file.name) || path.some(isJunk)) junk += 1
    else taken.push({ file, path })
  }
  return { files: taken, junk, unreadable: [] }
}

/** Reads the files of a paste; undefined if the clipboard has none. */
export function takePaste(
  data: DataTransfer,
  onFound?: (files: number) => void,
): Promise<Taken> | undefined {
  return [...data.items].some((item) => item.kind === 'file') ? takeDrop(data, onFound) : undefined
}

export const browserIntake: Intake = { drop: takeDrop, chosen: takeChosen, paste: takePaste }

// Helpers

type Root = FileSystemEntry | File

interface Walk {
  /** In tree order, regardless of the order in which reads finish. */
  readonly found: TakenNode[]
  readonly unreadable: string[]
  junk: number
  count: number
  readonly onFound: (files: number) => void
}

/** A file, or the nodes of a directory. */
type TakenNode = TakenFile | TakenNode[]

async function walk(roots: readonly Root[], onFound: (files: number) => void): Promise<Taken> {
  const state: Walk = {
    found: [],
    unreadable: [],
    junk: 0,
    count: 0,
    onFound,
  }
  const lanes = new Lanes(READS_AT_ONCE)
  for (const root of roots) {
    if (root instanceof File) addFile(state, state.found, root, [])
    else addEntry(state, lanes, state.found, root, [])
  }
  await lanes.idle()
  const files = flatten(state.found)
  return { files, junk: state.junk, unreadable: state.unreadable }
}

function addFile(state: Walk, into: TakenNode[], file: File, path: readonly string[]): void {
  if (isJunk(file.name)) {
    state.junk += 1
    return
  }
  into.push({ file, path })
  state.onFound(++state.count)
}

function addEntry(
  state: Walk,
  lanes: Lanes,
  into: TakenNode[],
  entry: FileSystemEntry,
  path: readonly string[],
): void {
  if (isJunk(entry.name)) {
    state.junk += 1
    return
  }
  const place: TakenNode[] = []
  into.push(place)
  lanes.run(async () => {
    try {
      if (isFile(entry)) addFile(state, place, await fileOf(entry), path)
      else if (isDirectory(entry)) await addDirectory(state, lanes, place, entry, path)
    } catch {
      state.unreadable.push([...path, entry.name].join('/'))
    }
  })
}

/** `readEntries` returns at most 100 entries in Chromium: only an empty batch marks the end. */
async function addDirectory(
  state: Walk,
  lanes: Lanes,
  into: TakenNode[],
  directory: FileSystemDirectoryEntry,
  path: readonly string[],
): Promise<void> {
  const reader = directory.createReader()
  const inside = [...path, directory.name]
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (entries.length === 0) return
    for (const entry of entries) addEntry(state, lanes, into, entry, inside)
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

function flatten(nodes: readonly TakenNode[]): TakenFile[] {
  const files: TakenFile[] = []
  for (const node of nodes) {
    if (isList(node)) for (const file of flatten(node)) files.push(file)
    else files.push(node)
  }
  return files
}

const isList = (node: TakenNode): node is TakenNode[] => Array.isArray(node)
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

/**
 * Runs tasks a few at a time, in order; tasks may add tasks. Tasks must not reject.
 *
 * Chromium 156 delivers file system results without a break while new ones keep coming, which freezes the page: a walk
 * of 5,000 files was one task of 4 s (measured 2026-11-25). So the reads pause regularly.
 */
class Lanes {
  readonly #waiting: (() => Promise<void>)[] = []
  readonly #most: number
  #next = 0
  #busy = 0
  #onIdle: (() => void) | undefined
  #until = performance.now() + TURN_MS
  #resting = false

  constructor(most: number) {
    this.#most = most
  }

  run(task: () => Promise<void>): void {
    this.#waiting.push(task)
    this.#pump()
  }

  /** Resolves when nothing runs or waits. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#busy === 0 && this.#next === this.#waiting.length) resolve()
      else this.#onIdle = resolve
    })
  }

  #pump(): void {
    if (this.#resting) return
    if (performance.now() >= this.#until && this.#next < this.#waiting.length) {
      this.#rest()
      return
    }
    while (this.#busy < this.#most) {
      const task = this.#waiting[this.#next]
      if (!task) break
      this.#next += 1
      this.#busy += 1
      void task().finally(() => {
        this.#busy -= 1
        this.#pump()
      })
    }
    if (this.#busy === 0) this.#onIdle?.()
  }

  /** Pauses the reads and yields to the page. */
  #rest(): void {
    this.#resting = true
    void yieldToPage().then(() => {
      this.#resting = false
      this.#until = performance.now() + TURN_MS
      this.#pump()
    })
  }
}
