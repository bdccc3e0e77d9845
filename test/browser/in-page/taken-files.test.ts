import { describe, expect, it } from 'vitest'
import {
  READS_AT_ONCE,
  takeChosen,
  takeDrop,
  takePaste,
} from '../../../src/panel/adapters/browser/taken-files.ts'
import type { Taken } from '../../../src/panel/ports/run.ts'

describe('a drop', () => {
  it('yields whole trees in order, with the directories around each file', async () => {
    const taken = await takeDrop(
      dropOf(
        dir('brand', dir('icons', file('a.svg'), dir('dark', file('b.svg'))), file('logo.png')),
        file('loose.pdf'),
        dir('second', file('c.png')),
      ),
    )
    expect(pathsOf(taken)).toEqual([
      'brand/icons/a.svg',
      'brand/icons/dark/b.svg',
      'brand/logo.png',
      'loose.pdf',
      'second/c.png',
    ])
  })

  it('requests all entries before its first await', async () => {
    const data = dropOf(dir('one', file('a.png')), dir('two', file('b.png')), file('c.png'))
    const walking = takeDrop(data)
    emptied(data)
    expect(pathsOf(await walking)).toEqual(['one/a.png', 'two/b.png', 'c.png'])
  })

  it('reads a directory to its end, however few entries come at a time', async () => {
    const many = Array.from({ length: 1234 }, (_, n) => file(`${n}.png`))
    const taken = await takeDrop(dropOf(dir('many', ...many)))
    expect(taken.files).toHaveLength(1234)
    expect(pathsOf(taken)[1233]).toBe('many/1233.png')
  })

  it('counts system files and reports what it could not read', async () => {
    const taken = await takeDrop(
      dropOf(
        dir('a', file('.DS_Store'), file('ok.png'), unreadable('locked.png')),
        dir('__MACOSX', file('x.png')),
        lockedDir('closed'),
      ),
    )
    expect(pathsOf(taken)).toEqual(['a/ok.png'])
    expect(taken).toMatchObject({ junk: 2, unreadable: ['closed', 'a/locked.png'] })
  })

  it('keeps the files found in a directory before reading it fails', async () => {
    const taken = await takeDrop(dropOf(dir('half', file('a.png'), BREAK)))
    expect(pathsOf(taken)).toEqual(['half/a.png'])
    expect(taken.unreadable).toEqual(['half'])
  })

  it('reports how many files it has found, and reads a few at a time', async () => {
    const told: number[] = []
    const meter = { now: 0, most: 0 }
    const many = Array.from({ length: 300 }, (_, n) => file(`${n}.png`, meter))
    await takeDrop(dropOf(dir('many', ...many)), (found) => told.push(found))
    expect(told.at(-1)).toBe(300)
    expect(meter.most).toBeGreaterThan(4)
    expect(meter.most).toBeLessThanOrEqual(READS_AT_ONCE)
  })

  it('keeps the page responsive while entries arrive', async () => {
    const many = Array.from({ length: 200 }, (_, n) => slowFile(`${n}.png`))
    let turns = 0
    let over = false
    const turn = (): void => {
      turns += 1
      if (!over) setTimeout(turn)
    }
    const walking = takeDrop(dropOf(dir('many', ...many)))
    setTimeout(turn)
    expect((await walking).files).toHaveLength(200)
    over = true
    expect(turns).toBeGreaterThan(5)
  })

  it('includes a file that has no entry', async () => {
    const data = new DataTransfer()
    data.items.add(new File(['x'], 'plain.png'))
    expect(pathsOf(await takeDrop(data))).toEqual(['plain.png'])
  })

  it('ends at once if it is empty', async () => {
    const data = new DataTransfer()
    data.items.add('some text', 'text/plain')
    expect(await takeDrop(data)).toEqual({ files: [], junk: 0, unreadable: [] })
  })
})

describe('other ways to add files', () => {
  it('a chosen folder has its paths, and the input may be cleared at once', async () => {
    const data = new DataTransfer()
    for (const path of ['brand/icons/a.svg', 'brand/.DS_Store', 'brand/__MACOSX/b.svg', 'c.png']) {
      const name = path.split('/').at(-1) ?? ''
      const chosen = new File(['x'], name)
      Object.defineProperty(chosen, 'webkitRelativePath', { value: path.includes('/') ? path : '' })
      data.items.add(chosen)
    }
    for (let n = 0; n < 2500; n++) data.items.add(new File(['x'], `${n}.png`))
    const found: number[] = []
    const taking = takeChosen(data.files, (files) => found.push(files))
    data.items.clear()
    expect(data.files).toHaveLength(0)
    const taken = await taking
    expect(pathsOf(taken).slice(0, 3)).toEqual(['brand/icons/a.svg', 'c.png', '0.png'])
    expect(taken.files).toHaveLength(2502)
    expect(taken.junk).toBe(2)
    expect(found).toEqual([997, 1997])
  })

  it('a paste without files adds nothing', async () => {
    const text = new DataTransfer()
    text.items.add('hello', 'text/plain')
    expect(takePaste(text)).toBeUndefined()
    const image = new DataTransfer()
    image.items.add(new File(['x'], 'image.png', { type: 'image/png' }))
    expect(pathsOf((await takePaste(image)) as Taken)).toEqual(['image.png'])
  })
})

// Helpers

type Meter = { now: number; most: number }
const BREAK = 'break'

const pathsOf = (taken: Taken): string[] =>
  taken.files.map(({ file, path }) => [...path, file.name].join('/'))

/** A drop as browsers deliver it: asynchronous entries, at most a hundred per read of a directory. */
function dropOf(...entries: FileSystemEntry[]): DataTransfer {
  const items = entries.map((entry) => ({
    kind: 'file',
    webkitGetAsEntry: () => entry,
    getAsFile: () => null,
  }))
  return { items } as unknown as DataTransfer
}

function emptied(data: DataTransfer): void {
  for (const item of data.items) {
    Object.assign(item, { kind: '', webkitGetAsEntry: () => null })
  }
  Object.assign(data, { items: [] })
}

const later = (act: () => void): void => void setTimeout(act, 0)

function file(name: string, meter: Meter = { now: 0, most: 0 }): FileSystemEntry {
  return entry(name, {
    isFile: true,
    file(done: (file: File) => void) {
      meter.now += 1
      meter.most = Math.max(meter.most, meter.now)
      later(() => {
        meter.now -= 1
        done(new File(['x'], name))
      })
    },
  })
}

/** Each takes a millisecond, and its answer comes within the same task. */
function slowFile(name: string): FileSystemEntry {
  return entry(name, {
    isFile: true,
    file(done: (file: File) => void) {
      const end = performance.now() + 1
      while (performance.now() < end);
      queueMicrotask(() => done(new File(['x'], name)))
    },
  })
}

function unreadable(name: string): FileSystemEntry {
  return entry(name, {
    isFile: true,
    file: (_: unknown, fail: (error: DOMException) => void) =>
      later(() => fail(new DOMException('locked', 'NotReadableError'))),
  })
}

function dir(name: string, ...children: (FileSystemEntry | typeof BREAK)[]): FileSystemEntry {
  return entry(name, {
    isDirectory: true,
    createReader() {
      const rest = [...children]
      return {
        readEntries(done: (entries: FileSystemEntry[]) => void, fail: (error: unknown) => void) {
          const end = rest.indexOf(BREAK)
          if (end === 0) later(() => fail(new DOMException('gone', 'NotFoundError')))
          else {
            const next = rest.splice(0, Math.min(100, end < 0 ? rest.length : end))
            later(() => done(next.filter((child) => child !== BREAK)))
          }
        },
      }
    },
  })
}

const lockedDir = (name: string): FileSystemEntry => dir(name, BREAK)

function entry(name: string, members: object): FileSystemEntry {
  return { name, isFile: false, isDirectory: false, ...members } as unknown as FileSystemEntry
}
