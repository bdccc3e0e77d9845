/** The panel's composition root: builds adapters and models, and hands them to the components. */
import { computed, effect, signal } from '@preact/signals'
import { render } from 'preact'
import { isSiteId, type SiteId } from '../core/brands.ts'
import { FailureError } from '../core/failure.ts'
import { everyFrame, readableFrames } from './adapters/browser/frames.ts'
import { browserNetwork } from './adapters/browser/network.ts'
import { browserStore } from './adapters/browser/store.ts'
import { openConnectWindow } from './adapters/browser/connect-window.ts'
import { readLaunch } from './adapters/designer/launch.ts'
import { createDesigner } from './adapters/designer/webflow.ts'
import { knownOverHttp } from './adapters/proxy/known-http.ts'
import { LazyDigests } from './adapters/storage/lazy-digests.ts'
import { LazyHasher } from './adapters/hashing/lazy-hasher.ts'
import { ProxyChannel } from './adapters/proxy/channel.ts'
import { HttpProxy } from './adapters/proxy/proxy-http.ts'
import { retryStyles } from './adapters/browser/retry-styles.ts'
import { systemClock } from './adapters/browser/clock.ts'
import { browserIntake } from './adapters/browser/taken-files.ts'
import { App } from './components/app.tsx'
import type { OpenRunDeps } from './flow/open-run.ts'
import { FolderModel } from './models/folder-model.ts'
import { IntakeModel } from './models/intake-model.ts'
import { LanguageModel } from './models/language-model.ts'
import { RunModel } from './models/upload/run-model.ts'
import { SessionModel } from './models/session-model.ts'
import type { LibraryView } from './models/library/library-views.ts'
import type { Tab } from './models/views.ts'
import { LazyValue } from './base/lazy-value.ts'
import type { Journal } from './ports/journal.ts'
import type { LibraryClient } from './ports/library.ts'
import type { Replacer } from './ports/run.ts'

const TAB_KEY = 'tab'

const clock = systemClock
const store = browserStore
const designer = createDesigner(window.webflow)
const channel = new ProxyChannel({ url: __PROXY_URL__, clock, identity })
const proxy = new HttpProxy(channel)
const lazyRun = new LazyValue(async () => (await import('./flow/open-run.ts')).runOpener(runDeps))
const lazyPool = new LazyValue(async () => {
  const { HashPool } = await import('./adapters/hashing/hash-pool.ts')
  return new HashPool({ clock })
})
const lazyCache = new LazyValue(async () => {
  const { StoredDigests } = await import('./adapters/storage/digest-cache.ts')
  return new StoredDigests({ clock, site: siteId })
})
const lazyJournal = new LazyValue(async () => {
  const { StoredJournal } = await import('./adapters/storage/journal-idb.ts')
  return new StoredJournal({ clock })
})
const lazyClient = new LazyValue<LibraryClient>(async () => {
  const { HttpLibrary } = await import('./adapters/proxy/library-http.ts')
  return new HttpLibrary(channel)
})
const lazyLibrary = new LazyValue(loadLibrary)
const hasher = new LazyHasher(lazyPool, clock)
const digests = new LazyDigests(lazyCache)

const language = new LanguageModel({ store, wanted: navigator.languages })
const session = new SessionModel({
  designer,
  proxy,
  clock,
  store,
  network: browserNetwork,
  random: Math.random,
  openWindow: openConnectWindow,
})
const folders = new FolderModel({ proxy, store, session: session.session })
const runDeps: OpenRunDeps = {
  hasher,
  digests,
  proxy,
  library: {
    known: knownOverHttp(channel),
    catalogue: async (...args) => (await lazyClient.getEventually(clock)).catalogue(...args),
    bytes: async (...args) => (await lazyClient.getEventually(clock)).bytes(...args),
  },
  replacer: { replace },
  network: browserNetwork,
  designer,
  clock,
  runId: crypto.randomUUID(),
  journal: { open: openJournal },
  random: Math.random,
}
const run = new RunModel({
  open: async (site, observer) => {
    // The journal's code loads in parallel; openJournal handles its failure.
    lazyJournal.get().catch(() => undefined)
    return (await lazyRun.getEventually(clock))(site, observer)
  },
  missing: computed(() => lazyRun.isMissing.value || lazyPool.isMissing.value),
  hasher,
  clock,
  store,
  frames: readableFrames(),
  site: computed(() => session.session.value?.site.id),
  destination: () => folders.destination.peek(),
  folderPath: (folder) => folders.pathOf(folder),
})
const tab = signal<Tab>(store.get(TAB_KEY) === 'library' ? 'library' : 'upload')
effect(() => store.set(TAB_KEY, tab.value))
const opened = signal<LibraryView | undefined>(undefined)
const intake = new IntakeModel({
  intake: browserIntake,
  frames: everyFrame,
  run,
})

const root = document.getElementById('panel')
if (!root) throw new Error('Expected an element with the id "panel" in index.html, found none.')
void language
  .begin()
  .then(() =>
    render(<App panel={{ tab, library, language, session, run, intake, folders, opened }} />, root),
  )
retryStyles()
addEventListener('pagehide', () => run.leave())
session.connect()
openOnImage().catch(() => undefined)

// Helpers

/** Opens the library if the panel was launched from an image element. */
async function openOnImage(): Promise<void> {
  const launch = window.webflow && (await readLaunch(window.webflow))
  if (launch?.type === 'image') tab.value = 'library'
}

/** Called only after connecting, so the site is known. */
async function loadLibrary(): Promise<LibraryView> {
  const { openLibrary } = await import('./main-library.ts')
  const site = session.session.peek()?.site.id ?? ''
  const root = { channel, hasher, clock, store, folders, run }
  const allowed = session.canManageAssets
  const view = openLibrary({ ...root, site, frames: everyFrame, allowed })
  opened.value = view
  return view
}

function library(): Promise<LibraryView> {
  return lazyLibrary.get()
}

let replacer: Replacer | undefined

/** Rejects if the library's code cannot be loaded: nothing is replaced then, and the question stays open. */
async function replace(...args: Parameters<Replacer['replace']>): Promise<void> {
  const { LibraryReplacer } = await import('./models/library/changes/library-replacer.ts')
  replacer ??= new LibraryReplacer(await library())
  await replacer.replace(...args)
}

/** Without the journal's code, the panel works without a journal. */
async function openJournal(...[site]: Parameters<Journal['open']>) {
  try {
    return await (await lazyJournal.get()).open(site)
  } catch {
    return undefined
  }
}

async function identity() {
  const [id, idToken] = await Promise.all([siteId(), designer.idToken()])
  return { siteId: id, idToken }
}

async function siteId(): Promise<SiteId> {
  const { id } = await designer.site()
  if (isSiteId(id)) return id
  throw new FailureError({
    code: 'designer-missing',
    message: `Expected a site id of 24 hex digits from the Designer, got "${id}".`,
  })
}
