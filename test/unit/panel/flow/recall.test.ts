/** Files that the browser has hashed before: what their cached digests may decide. */
import SparkMD5 from 'spark-md5'
import { beforeEach, describe, expect, it } from 'vitest'
import { isFolderId, isSiteId, md5Hex, rowId } from '../../../../src/core/brands.ts'
import type { KeptRow } from '../../../../src/core/kept-row.ts'
import { SeenFiles } from '../../../../src/core/seen-files.ts'
import type { TakenFile } from '../../../../src/panel/ports/run.ts'
import { idle } from '../../../fakes/manual-clock.ts'
import { MemoryJournal, type MemoryDisk } from '../../../fakes/memory-journal.ts'
import { startRun } from '../../../fakes/run-harness.ts'

let seen: SeenFiles

beforeEach(() => {
  seen = new SeenFiles()
})

/** A file last modified long before the test's clock. */
function old(path: string, content = path): TakenFile {
  const names = path.split('/')
  const name = names.pop() ?? ''
  return { file: new File([content], name, { lastModified: 1000 }), path: names }
}

const md5 = (content: string) => md5Hex(SparkMD5.hash(content))

/** A panel that has uploaded these files to its site. */
async function havingBrought(files: readonly TakenFile[]) {
  const panel = startRun(seen)
  panel.run.add(files, null)
  await panel.finish()
  panel.hasher.started.length = 0
  panel.proxy.reserved.length = 0
  return panel
}

/** A panel of the same browser on a site that has none of the files. */
async function elsewhere(files: readonly TakenFile[]) {
  await havingBrought(files)
  return startRun(seen)
}

describe('files seen before', () => {
  it('are found on the site without being read', async () => {
    const files = [old('a.png'), old('icons/b.png'), old('icons/c.png')]
    const { run, finish, hasher, proxy, state, phasesOf } = await havingBrought(files)
    run.add(files, null)
    await finish()
    expect([4, 5, 6].map((id) => state(id))).toMatchObject(
      files.map(() => ({ phase: 'existing', choice: 'keep' })),
    )
    expect(phasesOf(4)).toEqual(['queued', 'ready', 'asking', 'existing'])
    expect(hasher.started).toEqual([])
    expect(proxy.reserved).toEqual([])
  })

  it('are read if a person wants all files verified', async () => {
    const { run, finish, hasher, state, proxy } = await havingBrought([old('a.png', 'one')])
    run.add([old('a.png', 'two')], null, { verify: true })
    await finish()
    expect(hasher.started).toHaveLength(1)
    expect(state(2)).toMatchObject({ phase: 'uploaded', md5: md5('two') })
    expect(proxy.sent).toHaveLength(2)
  })

  it('are read before they are reserved: their current bytes are sent', async () => {
    const { run, finish, hasher, proxy, state, phasesOf } = await elsewhere([old('a.png', 'one')])
    run.add([old('a.png', 'two')], null)
    await finish()
    expect(phasesOf(1)?.slice(0, 7)).toEqual([
      'queued',
      'ready',
      'asking',
      'queued',
      'hashing',
      'ready',
      'asking',
    ])
    expect(hasher.started).toHaveLength(1)
    expect(proxy.reserved.flat().map((file) => file.md5)).toEqual([md5('two')])
    expect(state(1)).toMatchObject({ phase: 'uploaded', md5: md5('two') })
  })

  it('are read if the proxy cannot say what the site has', async () => {
    const { run, finish, proxy, state } = await elsewhere([old('a.png', 'one')])
    const down = { code: 'webflow-unavailable', message: 'Webflow is down.' } as const
    proxy.failNext('known', down, down, down)
    run.add([old('a.png', 'two')], null)
    await finish()
    expect(state(1)).toMatchObject({ phase: 'uploaded', md5: md5('two') })
  })

  it('are read before a person is asked about them', async () => {
    const { run, finish, hasher, state } = await havingBrought([old('a.png')])
    run.add([old('a.png')], FOLDER)
    await finish()
    expect(hasher.started).toHaveLength(1)
    expect(state(2)).toMatchObject({ phase: 'existing', choice: 'undecided' })
  })

  it('are each read if one would stand for all', async () => {
    const files = [old('a.png', 'same'), old('b.png', 'same'), old('c.png', 'same')]
    const { run, finish, hasher, proxy, state } = await elsewhere(files)
    run.add([files[0], old('b.png', 'else'), files[2]], null)
    await finish()
    expect(hasher.started).toHaveLength(3)
    expect(proxy.sent.toSorted()).toEqual(['a.png', 'b.png'])
    expect([1, 2, 3].map((id) => state(id))).toMatchObject([
      { phase: 'uploaded', md5: md5('same') },
      { phase: 'uploaded', md5: md5('else') },
      { phase: 'twin', of: 1, choice: 'keep' },
    ])
  })

  it('follow a twin whose asset is in their folder, and are read if it is elsewhere', async () => {
    const files = [old('a.png', 'same'), old('b.png', 'same'), old('web/c.png', 'same')]
    const { run, finish, hasher, state } = await havingBrought(files)
    run.add(files, null)
    await finish()
    expect(hasher.started).toEqual([files[2].file])
    expect([4, 5, 6].map((id) => state(id))).toMatchObject([
      { phase: 'existing', choice: 'keep' },
      { phase: 'twin', choice: 'keep' },
      { phase: 'twin', choice: 'undecided' },
    ])
  })

  it('are read if two of one drop have the same path', async () => {
    const { run, finish, hasher, state } = await havingBrought([old('a.png', 'one')])
    run.add([old('a.png', 'two'), old('a.png', 'one')], null)
    await finish()
    expect(hasher.started).toHaveLength(2)
    expect([2, 3].map((id) => state(id).phase)).toEqual(['uploaded', 'existing'])
  })

  it('wait while the run is paused, and can be cancelled and retried', async () => {
    const { run, finish, hasher, proxy, state } = await elsewhere([old('a.png'), old('b.png')])
    const release = proxy.hold('known')
    run.add([old('a.png'), old('b.png', 'else!')], null)
    await idle()
    run.pause()
    run.cancel([rowId(2)])
    release()
    await idle()
    expect([1, 2].map((id) => state(id).phase)).toEqual(['paused', 'cancelled'])
    run.resume()
    run.retry([rowId(2)])
    await finish()
    expect(hasher.started).toHaveLength(2)
    expect(state(2)).toMatchObject({ phase: 'uploaded', md5: md5('else!') })
  })
})

describe('a digest that is a guess', () => {
  it('is not journaled for a row that may still be uploaded', async () => {
    const disk: MemoryDisk = new Map()
    const { run, proxy, clock } = await elsewhere([old('a.png'), old('b.png')])
    const own = await new MemoryJournal(clock, disk).open(SITE)
    if (own) run.recordTo(own)
    proxy.hold('known')
    run.add([old('a.png'), old('b.png')], null)
    await idle()
    run.cancel([rowId(2)])
    for (let n = 0; n < 3; n++) await clock.advance(400)
    const [kept] = disk.values()
    expect([...(kept?.rows.values() ?? [])]).toMatchObject([
      { id: 1, md5: null, end: null },
      { id: 2, md5: null, end: { phase: 'cancelled', md5: undefined } },
    ])
  })

  it('does not identify a missing file: only hashed bytes do', async () => {
    const { run, finish, rows } = await elsewhere([old('a.png', 'one')])
    run.restore([{ kept: lost('lost.png', 'one'), file: undefined }])
    run.add([old('a.png', 'two')], null)
    await finish()
    expect(rows.map(({ state }) => state)).toMatchObject([
      { phase: 'failed', failure: { code: 'file-missing' } },
      { phase: 'uploaded', md5: md5('two') },
    ])
  })
})

// Helpers

const SITE = branded(isSiteId, '65f0c0ffee00000000000001')
const FOLDER = branded(isFolderId, 'f'.repeat(24))

function branded<Id extends string>(is: (id: string) => id is Id, id: string): Id {
  if (!is(id)) throw new TypeError(`"${id}" is no such id.`)
  return id
}

/** A journaled row whose file is missing. */
const lost = (name: string, content: string): KeptRow => ({
  id: rowId(1),
  fileName: name,
  path: [],
  size: content.length,
  modified: 1000,
  name,
  place: { under: null, path: [] },
  md5: md5(content),
  held: false,
  anew: false,
  end: null,
})
