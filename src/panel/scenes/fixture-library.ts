/** The real library model on a fixture site. */
import { signal } from '@preact/signals'
import { md5Hex } from '../../core/brands.ts'
import { FailureError, type Failure } from '../../core/failure.ts'
import { assetTypeOf } from '../../core/limits.ts'
import type { AssetSummary } from '../../core/wire.ts'
import { LibraryModel } from '../models/library/library-model.ts'
import { libraryWork } from '../models/library/library-work.ts'
import type { LibraryView } from '../models/library/library-views.ts'
import type { FolderView, RunView } from '../models/views.ts'
import type { CatalogueObserver, LibraryClient } from '../ports/library.ts'
import type { Clock, Store } from '../ports/run.ts'
import { editing, fixtureDesigner, type EditScene, type PageScene } from './fixture-changes.ts'
import { CATALOGUE, fixtureAsset, fixtureFolder } from './fixture-files.ts'
import { pictureFor } from './pictures.ts'

/** The library of a scene. */
export interface LibraryScene {
  readonly assets: number
  /** Age of the listing in milliseconds; undefined: the first listing is running. */
  readonly ageMs?: number | undefined
  /** A listing is running; the share done, 0 to 1. */
  readonly listing?: number
  readonly waitMs?: number
  readonly trouble?: Failure
  /** The stored preferences. */
  readonly remembered?: object
  readonly hintRead?: boolean
  /** False: the Designer's mode allows no changes to assets. */
  readonly allowed?: boolean
  readonly edits?: EditScene
  readonly page?: PageScene
  /** What a person does once the library is loaded. */
  readonly act?: (library: LibraryView) => void
}

export async function fixtureLibrary(
  scene: LibraryScene,
  { folders, run }: { folders: FolderView; run: RunView },
): Promise<LibraryView> {
  const assets = await fixtureAssets(scene.assets)
  const client = clientOf(scene, assets)
  const hasher = { digest: () => Promise.resolve(md5Hex('0'.repeat(32))) }
  const frames = (callback: () => void) => void setTimeout(callback)
  const library = new LibraryModel({
    client,
    hasher,
    clock: CLOCK,
    frames,
    store: storeOf(scene),
    site: SITE,
    folders,
    run,
    work: libraryWork({
      client: { ...client, ...editing(scene.edits) },
      designer: fixtureDesigner(assets, scene.page),
      hasher,
      clock: CLOCK,
      frames,
      random: () => 0,
      allowed: signal(scene.allowed ?? true),
    }),
  })
  library.refresh('auto')
  // Two turns: one reads the catalogue, the next adds it to the store.
  await new Promise((resolve) => setTimeout(resolve, 20))
  if (scene.act) {
    await hasAssets(library)
    scene.act(library)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return library
}

/** `count` assets that repeat the catalogue's names, sizes and folders. */
export async function fixtureAssets(count: number): Promise<readonly AssetSummary[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => fixtureSummary(n)))
}

// Helpers

/** Resolves once the library has assets; how long that takes depends on the machine. */
function hasAssets({ assets }: LibraryView): Promise<void> {
  return new Promise((resolve) => {
    assets.subscribe(({ length }) => {
      if (length > 0) resolve()
    })
  })
}

const SITE = '65f0c0ffee00000000000001'

/** Time advances, but sleepers never wake. */
const CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (_, signal) =>
    new Promise((_, reject) => {
      const stop = () => reject(new FailureError({ code: 'aborted', message: 'Stopped.' }))
      signal.addEventListener('abort', stop, { once: true })
    }),
}

const storeOf = ({ remembered, hintRead = true }: LibraryScene): Store => {
  const kept = new Map([['library-hint-read', hintRead ? 'yes' : '']])
  if (remembered) kept.set(`library.${SITE}`, JSON.stringify(remembered))
  return { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) }
}

const pictures = new Map<string, Promise<string>>()

/** Enough different pictures that neighbours never look the same. */
const PICTURES = 48

function pictureUrl(name: string, n: number): Promise<string> {
  const key = `${name.endsWith('.svg') ? 'svg' : 'raster'} ${n % PICTURES}`
  const known =
    pictures.get(key) ??
    pictureFor(name, n % PICTURES).then((picture) => URL.createObjectURL(picture))
  pictures.set(key, known)
  return known
}

async function fixtureSummary(n: number): Promise<AssetSummary> {
  const [name, size] = CATALOGUE[n % CATALOGUE.length] ?? ['file.png', 1024, '']
  const round = Math.floor(n / CATALOGUE.length)
  const fileName = round === 0 ? name : name.replace(/(\.\w+)$/, `-${round + 1}$1`)
  const type = assetTypeOf(fileName)
  return {
    ...fixtureAsset(n, fileName, n % 5 === 4 ? null : fixtureFolder((n * 5) % 14)),
    hostedUrl: type?.kind === 'image' ? await pictureUrl(fileName, n) : null,
    fileName,
    contentType: type?.mime ?? 'application/octet-stream',
    // Every seventh has the size of its predecessor in the catalogue, like a copy.
    size: Math.round(n % 7 === 6 ? size : size + round * 1013),
    altText:
      n % 3 === 0 ? `${name.replace(/\.\w+$/, '').replaceAll(/[-_]/g, ' ')} in Harbour` : null,
    createdOn: new Date(Date.UTC(2026, 10, 20) - n * 7_200_000).toISOString(),
  }
}

function clientOf(scene: LibraryScene, assets: readonly AssetSummary[]): LibraryClient {
  const never = () => new Promise<never>(() => undefined)
  return {
    async catalogue(_, observer) {
      tell(scene, assets, observer)
      if (scene.listing !== undefined || scene.waitMs !== undefined) return never()
      if (scene.trouble) throw new FailureError(scene.trouble)
      return scene.ageMs
    },
    known: never,
    locales: never,
    altTexts: never,
    edit: never,
    remove: never,
    changed: () => Promise.resolve(),
    bytes: never,
  }
}

function tell(
  scene: LibraryScene,
  assets: readonly AssetSummary[],
  observer: CatalogueObserver,
): void {
  const { ageMs, listing, waitMs } = scene
  if (ageMs !== undefined) {
    observer.stored({ ageMs, total: assets.length })
    observer.page(assets)
  }
  if (listing !== undefined) {
    observer.listing(assets.length)
    observer.page(assets.slice(0, Math.round(assets.length * listing)))
  }
  if (waitMs !== undefined) observer.wait(waitMs)
}
