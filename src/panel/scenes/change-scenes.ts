/** The library's changes in every state: in dialogs, running, finished, and on the page. */
import type { AssetId } from '../../core/brands.ts'
import type { DialogRequest, LibraryView } from '../models/library/library-views.ts'
import { fixtureFolder } from './fixture-files.ts'
import type { LibraryScene } from './fixture-library.ts'

const SITE = { assets: 120, ageMs: 184_000 } as const

export const CHANGE_SCENES = {
  rename: asking((ids) => ({ type: 'rename', assets: ids.slice(0, 40) })),
  alt: asking((ids) => ({ type: 'alt', assets: ids.slice(0, 24) })),
  delete: { ...asking((ids) => ({ type: 'delete', assets: ids.slice(0, 12) })), page: {} },
  replace: asking(([asset]) => ({ type: 'replace', asset, file: undefined })),
  'replace-warned': asking(([asset]) => ({ type: 'replace', asset, file: SQUARE })),
  place: asking((ids) => ({ type: 'place', assets: ids.slice(0, 6) })),
  copy: asking(() => ({ type: 'copy', text: 'https://cdn.example.com/harbour-at-dawn.jpg' })),
  moved: {
    ...SITE,
    act: (library) => library.changes.move(ids(library).slice(0, 40), fixtureFolder(3)),
  },
  mixed: {
    ...SITE,
    edits: 'mixed',
    act: (library) => library.changes.rename(named(library, 40)),
  },
  outcomes: {
    ...SITE,
    edits: 'mixed',
    act(library) {
      library.changes.rename(named(library, 40))
      setTimeout(() => (library.ask.value = { type: 'work', work: 1 }), 10)
    },
  },
  waiting: {
    ...SITE,
    edits: 'waiting',
    act(library) {
      library.changes.rename(named(library, 40))
      library.changes.move(ids(library).slice(40, 45), fixtureFolder(3))
    },
  },
  canvas: {
    ...SITE,
    page: { selected: true },
    act: (library) => library.selection.select(ids(library).slice(1, 2)),
  },
  launched: { ...SITE, page: { launched: true } },
  'canvas-blocked': {
    ...SITE,
    allowed: false,
    page: { selected: true, blocked: true },
    act: (library) => library.selection.select(ids(library).slice(1, 2)),
  },
} as const satisfies Record<string, LibraryScene>

// Helpers

/** A picture whose aspect ratio and type differ from the fixtures'. */
const SQUARE = new File(
  [
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640" viewBox="0 0 4 4">',
    '<path fill="#1d6fb8" d="M0 0h4v4H0z"/><path fill="#f2c14e" d="M1 1h2v2H1z"/></svg>',
  ],
  'harbour-square.svg',
  { type: 'image/svg+xml' },
)

/** Pictures first: only they take alt text and can be placed. */
const ids = (library: LibraryView): readonly [AssetId, ...AssetId[]] => {
  const [first, ...others] = library.assets
    .peek()
    .filter(({ contentType }) => contentType.startsWith('image/'))
    .map(({ id }) => id)
  if (!first) throw new Error('The scene has no pictures.')
  return [first, ...others]
}

const named = (library: LibraryView, count: number) =>
  ids(library)
    .slice(0, count)
    .map((asset, n) => ({ asset, name: `Harbour ${n + 1}.jpg` }))

function asking(ask: (ids: readonly [AssetId, ...AssetId[]]) => DialogRequest): LibraryScene {
  return { ...SITE, act: (library) => (library.ask.value = ask(ids(library))) }
}
