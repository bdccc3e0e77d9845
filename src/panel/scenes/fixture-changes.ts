/** A fixture page and proxy for the library's changes. */
import { FailureError } from '../../core/failure.ts'
import type { AssetSummary } from '../../core/wire.ts'
import type { Locales } from '../../core/wire-library.ts'
import type {
  ChangeOutcome,
  DesignerLibrary,
  ImageElement,
  LibraryClient,
} from '../ports/library.ts'

/** Outcome of changes: all succeed, every fifth fails, or all wait for the budget. */
export type EditScene = 'made' | 'mixed' | 'waiting'

/** The page of a scene. */
export interface PageScene {
  readonly selected?: boolean
  readonly launched?: boolean
  readonly blocked?: boolean
}

/** The part of the proxy client that makes changes. */
export function editing(
  scene: EditScene = 'made',
): Pick<LibraryClient, 'edit' | 'remove' | 'bytes' | 'locales' | 'altTexts'> {
  const all = async (count: number, onOutcome: (index: number, outcome: ChangeOutcome) => void) => {
    for (let index = 0; index < count; index++) onOutcome(index, outcomeOf(scene, index))
    return Promise.resolve({ left: 0, waitMs: 0 })
  }
  return {
    edit: (edits, onOutcome) => all(edits.length, onOutcome),
    remove: (assets, onOutcome) => all(assets.length, onOutcome),
    bytes: () => Promise.resolve(new Blob(['old'])),
    locales: () => Promise.resolve(LOCALES),
    altTexts: () => Promise.resolve(),
  }
}

/** A page with image elements that show some of the assets; every fourth asset is decorative. */
export function fixtureDesigner(
  assets: readonly AssetSummary[],
  { selected = false, launched = false, blocked = false }: PageScene = {},
): DesignerLibrary {
  const pictures = assets.filter(({ contentType }) => contentType.startsWith('image/'))
  const elements: readonly ImageElement[] = [0, 1, 2, 3, 4].map((n) => ({
    id: `element-${n}`,
    assetId: n === 3 ? null : (pictures[n * 2]?.id ?? null),
    altText: n === 1 ? null : 'The harbour at dawn',
  }))
  const positions = new Map(assets.map(({ id }, n) => [id, n]))
  const done = () => Promise.resolve()
  return {
    launch: () => Promise.resolve({ type: launched ? 'image' : 'panel' }),
    canvas: () =>
      Promise.resolve({
        selected: selected || launched ? elements[0] : undefined,
        blocked: blocked ? 'mode' : undefined,
      }),
    onCanvasChange: () => () => undefined,
    imageElements: () => Promise.resolve(elements),
    useOnElement: done,
    insertImage: done,
    connectElement: done,
    moveAsset: done,
    replaceFile: (asset) =>
      Promise.resolve({ url: assets[positions.get(asset) ?? 0]?.hostedUrl ?? '' }),
    altText(asset, locale) {
      const n = positions.get(asset) ?? 0
      if (n % 9 === 8) return Promise.reject(new FailureError({ code: 'not-found', message: '' }))
      if (n % 4 === 2) return Promise.resolve(null)
      return Promise.resolve(locale ? `Hafen ${n}` : '')
    },
    setAltText: done,
  }
}

// Helpers

const LOCALES: Locales = {
  primary: { id: '65f0c0ffee0000000000a001', tag: 'en', name: 'English' },
  secondary: [{ id: '65f0c0ffee0000000000a002', tag: 'de', name: 'Deutsch' }],
}

function outcomeOf(scene: EditScene, index: number): ChangeOutcome {
  if (scene === 'waiting' && index > 7) return { type: 'wait', retryAfterMs: 41_300 }
  if (scene === 'mixed' && index % 5 === 3) {
    return { type: 'refused', failure: { code: 'asset-missing', message: 'The asset is gone.' } }
  }
  return { type: 'done', asset: null }
}
