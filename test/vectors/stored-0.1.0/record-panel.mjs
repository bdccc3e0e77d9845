/**
 * Records what the panel of version 0.1.0 (commit 32c216a) stores in a browser, by running that very code in Chromium:
 * `panel.json`. Needs a checkout of that commit with its dependencies installed:
 *
 *     cp record-panel.mjs CHECKOUT/test/browser/in-page/record-panel.test.ts
 *     cd CHECKOUT && npx vitest run --project chromium record-panel
 *     cp panel.json HERE
 */
import { signal } from '@preact/signals'
import { openDB } from 'idb'
import SparkMD5 from 'spark-md5'
import { expect, it } from 'vitest'
import { commands } from 'vitest/browser'
import { browserStore } from '../../../src/panel/adapters/browser-store.ts'
import { StoredDigests } from '../../../src/panel/adapters/digest-cache.ts'
import { StoredJournal } from '../../../src/panel/adapters/journal-idb.ts'
import { FolderModel } from '../../../src/panel/models/folder-model.ts'
import { LanguageModel } from '../../../src/panel/models/language-model.ts'
import { lookingAt } from '../../../src/panel/models/library/looking.ts'
import { RunModel } from '../../../src/panel/models/run-model.ts'
import { SessionModel } from '../../../src/panel/models/session-model.ts'
import { Run } from '../../../src/panel/flow/run.ts'
import { FakeHasher } from '../../fakes/fake-hasher.ts'
import { FakeNetwork } from '../../fakes/fake-network.ts'
import { FakeProxy } from '../../fakes/fake-proxy.ts'
import { idle, ManualClock } from '../../fakes/manual-clock.ts'
import { MemoryDigests } from '../../fakes/memory-digests.ts'

const SITE = '65f0c0ffee00000000000001'
const OTHER_SITE = '65f0c0ffee00000000000002'
const NOW = Date.parse('2026-11-24T12:00:00Z')
const MODIFIED = NOW - 86_400_000
const id = (last) => `65f0c0ffee0000000000${String(last).padStart(4, '0')}`
const md5 = (text) => SparkMD5.hash(text)

const taken = (path, content = `The bytes of ${path}.`) => {
  const names = path.split('/')
  const name = names.pop()
  const type = name.endsWith('.png') ? 'image/png' : 'text/plain'
  return { file: new File([content], name, { type, lastModified: MODIFIED }), path: names }
}

/** A page of the panel as it is composed, but for proxy and hashing. */
async function page(site, clock) {
  const [proxy, hasher] = [new FakeProxy(), new FakeHasher()]
  const rows = new Map()
  const designer = {
    failNext: [],
    async moveAsset() {
      const failure = designer.failNext.shift()
      if (failure) throw failure
    },
  }
  const own = await new StoredJournal({ clock }).open(site)
  const run = new Run({
    clock,
    hasher,
    digests: new MemoryDigests(clock),
    proxy,
    library: proxy,
    network: new FakeNetwork(),
    designer,
    random: () => 1,
    runId: () => own.id,
    observer: {
      rowsAdded: (added) => added.forEach((row) => rows.set(row.id, row)),
      rowsRemoved: (ids) => ids.forEach((row) => rows.delete(row)),
      rowChanged: () => undefined,
      rowProgress: () => undefined,
      budget: () => undefined,
      outage: () => undefined,
      foldersToMake: () => undefined,
    },
  })
  run.keepIn(own)
  const pass = async (seconds) => {
    for (let n = 0; n < seconds * 2; n++) {
      await clock.advance(500)
      // IndexedDB takes real time.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const rowOf = (name) => [...rows.values()].find((row) => row.file.name === name).id
  return { proxy, hasher, designer, rows, run, pass, rowOf }
}

async function recordJournal(clock) {
  const other = await page(OTHER_SITE, clock)
  other.proxy.hold('reserve')
  other.run.add([taken('other-site.png')], null)
  await other.pass(3)

  const { proxy, hasher, designer, rows, run, pass, rowOf } = await page(SITE, clock)
  const known = (content, last, name) => {
    const asset = { id: id(last), name, folderId: id(50), hostedUrl: `https://cdn.example/${id(last)}` }
    proxy.onSite.set(md5(content), asset)
  }
  for (const n of [1, 2, 3, 4, 5, 6, 7]) known(`known ${n}`, n, `known-${n}.png`)
  const refused = { code: 'webflow-refused', message: 'Webflow refuses this file.', facts: { status: 400 } }
  const budget = { verdict: 'wait', reason: 'budget', retryAfterMs: 3_600_000 }
  proxy.verdictFor = ({ row, name }) => {
    if (name === 'failed.png') return { verdict: 'refused', row, failure: refused }
    if (name === 'waiting.png') return { ...budget, row }
    return undefined
  }

  // Rows that are settled.
  run.add(
    [
      taken('shore/uploaded.png', 'twice'),
      taken('shore/copies/twin.png', 'twice'),
      taken('shore/undecided.png', 'known 1'),
      taken('shore/kept.png', 'known 2'),
      taken('shore/skipped.png', 'known 3'),
      taken('shore/moved.png', 'known 4'),
      taken('shore/not-moved.png', 'known 5'),
      taken('shore/handed-back.png', 'known 6'),
      taken('shore/new-copy.png', 'known 7'),
      taken('shore/notes.md'),
      taken('shore/empty.png', ''),
      taken(`${'deep/'.repeat(60)}too-deep.png`),
      taken('shore/failed.png'),
    ],
    null,
  )
  await pass(20)
  run.keep([rowOf('kept.png')])
  run.skip([rowOf('skipped.png')])
  run.moveHere([rowOf('moved.png')])
  await pass(2)
  designer.failNext.push(new Error('The Designer does not move it.'))
  run.moveHere([rowOf('not-moved.png')])
  await pass(2)
  run.uploadAnew([rowOf('handed-back.png')])
  await pass(3)

  // Rows that are held back or under way, each as far as it may come.
  run.add([taken('shore/held.png')], null, { held: true })
  run.add([taken('shore/waiting.png')], null)
  await pass(3)
  proxy.hold('send')
  proxy.makesAnew = true
  run.uploadAnew([rowOf('new-copy.png')])
  run.add([taken('shore/cancelled.png')], null)
  await pass(3)
  run.cancel([rowOf('cancelled.png')])
  run.add(
    [
      ...Array.from({ length: 6 }, (_, n) => taken(`shore/sending-${n + 1}.png`)),
      // Too large to be kept.
      taken('shore/large.pdf', new Uint8Array(4 * 1024 * 1024 + 1)),
    ],
    null,
  )
  await pass(4)
  proxy.hold('reserve')
  run.add([taken('shore/reserving.png')], null)
  await pass(3)
  proxy.hold('known')
  run.add([taken('shore/asking.png')], null)
  await pass(3)
  hasher.hold()
  run.add([1, 2, 3, 4, 5, 6].map((n) => taken(`shore/hashing-${n}.png`)), null)
  await pass(3)
  run.pauseRow(rowOf('hashing-6.png'))
  run.waiting.hold(taken('harbour/pier.png'), null)
  await pass(3)
  return Object.fromEntries([...rows].map(([row, { state, file }]) => [row, `${file.name}: ${state.phase}`]))
}

async function recordDigests(clock) {
  const digests = new StoredDigests({ clock, site: async () => SITE })
  await digests.recall([])
  for (const path of ['shore/uploaded.png', 'shore/pier.png', 'top.png']) {
    digests.remember(taken(path), md5(`The bytes of ${path}.`), clock.now())
  }
  // One mark that has stood for different bytes.
  digests.remember(taken('shore/changed.png'), md5('before'), clock.now())
  digests.remember(taken('shore/changed.png'), md5('after'), clock.now())
  await idle()
  await digests.flush()
}

async function recordSettings(clock) {
  localStorage.clear()
  const store = browserStore
  const proxy = new FakeProxy()
  new LanguageModel({ store, wanted: ['en'] }).choose('de')
  const network = new FakeNetwork()
  const designer = {
    theme: async () => 'darkDefault',
    onThemeChange: () => undefined,
    onModeChange: () => undefined,
    canManageAssets: async () => true,
    moveAsset: async () => undefined,
  }
  new SessionModel({ designer, proxy, clock, store, network, random: () => 1, openWindow: () => undefined }).readPublicNote()
  const session = signal({ site: { id: SITE, name: 'Harbour' } })
  new FolderModel({ proxy, store, session }).setDestination(id(50))
  const run = new RunModel({
    load: async () => Run,
    clock,
    proxy,
    library: proxy,
    network,
    store,
    hasher: new FakeHasher(),
    digests: new MemoryDigests(clock),
    designer,
    random: () => 1,
    runId: '00000000-0000-4000-8000-000000000001',
    journal: undefined,
    site: signal(SITE),
    frames: () => undefined,
    destination: () => null,
    folderPath: () => [],
  })
  run.setReviewFirst(true)
  run.setVerify(true)
  run.setSort({ by: 'size', descending: true })
  const looking = lookingAt(store, SITE)
  looking.readHint()
  looking.shelf.value = { type: 'folder', folder: id(50) }
  looking.kind.value = 'image'
  looking.sort.value = { by: 'name', descending: false }
  looking.layout.value = 'table'
  looking.opened.value = new Set([id(50), id(51)])
  // As `main.tsx` does.
  store.set('tab', 'library')
  await idle()
  return Object.fromEntries(Object.entries(localStorage).toSorted())
}

async function dump(name) {
  const database = await openDB(name)
  const stores = {}
  for (const store of database.objectStoreNames) {
    const [keys, values] = [await database.getAllKeys(store), await database.getAll(store)]
    stores[store] = await Promise.all(keys.map(async (key, at) => [key, await plain(values[at])]))
  }
  const { version } = database
  database.close()
  return { version, stores }
}

async function plain(value) {
  if (!(value instanceof File)) return value
  const { name, type, lastModified } = value
  return { file: { name, type, lastModified, base64: btoa(await value.text()) } }
}

it('records what is stored', async () => {
  const clock = new ManualClock()
  clock.pass(NOW - clock.now())
  const phases = await recordJournal(clock)
  await recordDigests(clock)
  const settings = await recordSettings(clock)
  const databases = {
    'asset-dock-journal': await dump('asset-dock-journal'),
    'asset-dock-digests': await dump('asset-dock-digests'),
  }
  expect(Object.keys(settings).every((key) => key.startsWith('asset-dock:'))).toBe(true)
  const record = { now: clock.now(), site: SITE, phases, databases, settings }
  await commands.writeFile('panel.json', `${JSON.stringify(record, null, 1)}\n`)
})
