/** What version 0.1.0 stored in a browser still works: journal, digests, settings. */
import { signal } from '@preact/signals'
import { openDB } from 'idb'
import SparkMD5 from 'spark-md5'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isFolderId, isSiteId, type SiteId } from '../../../src/core/brands.ts'
import { browserStore } from '../../../src/panel/adapters/browser/store.ts'
import { StoredDigests } from '../../../src/panel/adapters/storage/digest-cache.ts'
import { StoredJournal } from '../../../src/panel/adapters/storage/journal-idb.ts'
import { FolderModel } from '../../../src/panel/models/folder-model.ts'
import { LanguageModel } from '../../../src/panel/models/language-model.ts'
import { readPreferences } from '../../../src/panel/models/library/view/preferences.ts'
import { assembleRunModel } from '../../fakes/run-model.ts'
import { FakeProxy } from '../../fakes/fake-proxy.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { memoryStore } from '../../fakes/memory-store.ts'
import { DIGESTS, JOURNAL, restoreDatabase, storedPanel, storedRun } from '../../stored-panel.ts'

const SITE = siteId(storedPanel.site)
const OTHER_SITE = siteId('65f0c0ffee00000000000002')

let clock: ManualClock
let journal: StoredJournal

beforeEach(async () => {
  clock = new ManualClock()
  clock.pass(storedPanel.now - clock.now())
  journal = new StoredJournal({ clock })
  for (const [name, database] of Object.entries(storedPanel.databases)) {
    await restoreDatabase({ name, database })
  }
  for (const [key, value] of Object.entries(storedPanel.settings)) localStorage.setItem(key, value)
})

afterEach(() => {
  journal.close()
  for (const name of [JOURNAL, DIGESTS]) indexedDB.deleteDatabase(name)
  localStorage.clear()
})

describe('the journal of 0.1.0', () => {
  it('is read completely: every row and every file', async () => {
    const stored = storedRun()
    const own = await journal.open(SITE)
    expect(own?.id).toBe(stored.id)
    expect(own?.unreadable).toEqual([])
    expect(own?.rows).toMatchObject(
      // How a row that waits for an answer is called in memory is this version's to say.
      stored.rows.map((row) => (row.asks ? { id: row.id, fileName: row.fileName } : row)),
    )
    expect([...(own?.withBytes ?? [])].toSorted((a, b) => a - b)).toEqual([...stored.files.keys()])
    for (const row of own?.rows ?? []) {
      expect(await (await own?.bytes(row))?.text()).toBe(stored.files.get(row.id))
    }
  })

  it('gives each site its own run', async () => {
    const own = await journal.open(OTHER_SITE)
    expect(own?.rows.map(({ fileName }) => fileName)).toEqual(['other-site.png'])
    expect([...(own?.withBytes ?? [])]).toEqual([1])
  })

  it('is resumed: every stored file is sent, held rows only after a start', async () => {
    const proxy = new FakeProxy()
    const run = openRun(proxy)
    await expect.poll(() => run.rows.value.length).toBeGreaterThan(30)
    const { rows, files } = storedRun()
    const waits = rows.filter(({ end }) => end === null).filter(({ id }) => files.has(id))
    const asks = waits.filter((row) => row.asks).map(({ fileName }) => fileName)
    const namesOf = (isHeld: boolean) =>
      waits.filter((row) => row.held === isHeld).map(({ fileName }) => fileName)
    const sent = () => proxy.sent.filter((name) => !asks.includes(name)).toSorted()
    expect(proxy.sent).toEqual([])
    expect(run.takenUp.value).toBe(true)
    run.resume()
    const plain = namesOf(false).filter((name) => !asks.includes(name))
    await pass(() => sent().length === plain.length)
    expect(sent()).toEqual(plain.toSorted())
    run.start()
    await pass(() => sent().length === plain.length + 1)
    expect(sent()).toEqual([...plain, ...namesOf(true)].toSorted())
    run.retryFailed()
    await pass(() => proxy.sent.includes('failed.png'))
    const outcomes = Object.fromEntries(
      run
        .receipt()
        .map(({ path, outcome, failure }) => [
          path.split('/').at(-1),
          `${outcome} ${failure}`.trim(),
        ]),
    )
    expect(outcomes).toMatchObject({
      'uploaded.png': 'uploaded',
      'twin.png': 'duplicate in this upload',
      'kept.png': 'already on the site',
      'skipped.png': 'skipped',
      'notes.md': 'not accepted file-type',
      'too-deep.png': 'not accepted file-too-deep',
      'failed.png': 'uploaded',
      'cancelled.png': 'cancelled',
      'large.pdf': 'failed file-missing',
    })
    expect(asks).toEqual(['pier.png'])
  })

  it('is left unchanged if a newer version has stored it', async () => {
    await makeNewer(JOURNAL)
    expect(await journal.open(SITE)).toBeUndefined()
    const proxy = new FakeProxy()
    const run = openRun(proxy)
    run.setReviewFirst(false)
    run.add({ files: [{ file: new File(['new'], 'new.png'), path: [] }], junk: 0, unreadable: [] })
    await pass(() => proxy.sent.includes('new.png'))
    const database = await openDB(JOURNAL)
    expect(database.version).toBe(99)
    const stores = storedPanel.databases[JOURNAL]?.stores ?? {}
    for (const store of ['runs', 'rows', 'files']) {
      expect(await database.count(store)).toBe(stores[store]?.length)
    }
    database.close()
  })
})

describe('the digests of 0.1.0', () => {
  const mark = (path: readonly string[], name: string, size: number) => ({
    path,
    file: { name, size, lastModified: Date.parse('2026-11-23T12:00:00Z') },
  })
  const files = [
    mark(['shore'], 'pier.png', 28),
    mark([], 'top.png', 21),
    mark(['shore'], 'changed.png', 31),
  ]
  const open = () => new StoredDigests({ clock, site: async () => SITE })

  it('are recalled, except for a file that changed without a new time', async () => {
    expect(await open().recall(files)).toEqual([
      SparkMD5.hash('The bytes of shore/pier.png.'),
      SparkMD5.hash('The bytes of top.png.'),
      undefined,
    ])
  })

  it('are left unchanged if a newer version has stored them', async () => {
    await makeNewer(DIGESTS)
    const digests = open()
    expect(await digests.recall(files)).toEqual([undefined, undefined, undefined])
    digests.remember(mark([], 'new.png', 3), md5Of('new'), clock.now())
    await digests.flush()
    const database = await openDB(DIGESTS)
    expect(database.version).toBe(99)
    expect(await database.get('sites', SITE)).toEqual(
      storedPanel.databases[DIGESTS]?.stores['sites']?.[0]?.[1],
    )
    database.close()
  })
})

describe('the settings of 0.1.0', () => {
  it('are kept: language, destination, upload options, sorting, and the view of the library', async () => {
    const store = browserStore
    const language = new LanguageModel({ store, wanted: ['en'] })
    await language.begin()
    expect(language.code.value).toBe('de')
    await new LanguageModel({ store: memoryStore(), wanted: ['en'] }).begin()
    const proxy = new FakeProxy()
    const session = signal(await proxy.connect({ signal: new AbortController().signal }))
    expect(new FolderModel({ proxy, store, session }).destination.value).toBe(FOLDER)
    const run = openRun(proxy)
    expect([run.reviewFirst.value, run.verify.value]).toEqual([true, true])
    expect(run.sort.value).toEqual({ by: 'size', descending: true })
    expect(readPreferences(store, SITE)).toEqual({
      shelf: { type: 'folder', folder: FOLDER },
      kind: 'image',
      sort: { by: 'name', descending: false },
      layout: 'table',
      opened: [FOLDER, '65f0c0ffee00000000000051'],
    })
    for (const key of ['public-note-read', 'library-hint-read']) expect(store.get(key)).toBe('yes')
    expect(store.get('tab')).toBe('library')
  })
})

// Helpers

const FOLDER = '65f0c0ffee00000000000050'

function siteId(id: string): SiteId {
  if (!isSiteId(id)) throw new TypeError(`"${id}" is no site id.`)
  return id
}

function md5Of(text: string) {
  return SparkMD5.hash(text) as Parameters<StoredDigests['remember']>[1]
}

/** A run as the panel opens it, with the real journal. */
function openRun(proxy: FakeProxy) {
  const destination = isFolderId(FOLDER) ? FOLDER : null
  const { run } = assembleRunModel({
    clock,
    proxy,
    journal,
    store: browserStore,
    site: signal(SITE),
    frames: (show) => void setTimeout(show),
    destination: () => destination,
    folderPath: () => [],
  })
  return run
}

/** Advances the panel's clock until the check passes. IndexedDB takes real time. */
async function pass(isDone: () => boolean): Promise<void> {
  for (let n = 0; n < 200 && !isDone(); n++) {
    await clock.advance(1000)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  expect(isDone()).toBe(true)
}

async function makeNewer(name: string): Promise<void> {
  const newer = await openDB(name, 99, { upgrade: (found) => void found.createObjectStore('more') })
  newer.close()
}
