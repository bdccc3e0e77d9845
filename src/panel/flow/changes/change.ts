/** One change to one asset, with what it was before, so that it can be told how to take it back. */
import type { Alt } from '../../../core/alt-text.ts'
import type { AssetId, FolderId } from '../../../core/brands.ts'

export type Change =
  | {
      readonly type: 'move'
      readonly asset: AssetId
      readonly from: FolderId | null
      readonly to: FolderId | null
    }
  | { readonly type: 'rename'; readonly asset: AssetId; readonly from: string; readonly to: string }
  /** `locale`: the id of one of the site's languages; undefined: the primary one. */
  | {
      readonly type: 'alt'
      readonly asset: AssetId
      readonly locale: string | undefined
      readonly from: Alt
      readonly to: Alt
    }
  | { readonly type: 'delete'; readonly asset: AssetId }
  /** `fileName`: of the file that is there now. */
  | {
      readonly type: 'replace'
      readonly asset: AssetId
      readonly file: File
      readonly fileName: string
    }
  /** `asset` is the one that it is about, also when it is taken back. */
  | {
      readonly type: 'use'
      readonly asset: AssetId
      readonly element: string
      readonly from: Shown
      readonly to: Shown
    }
  /** A new image element that shows the asset. */
  | { readonly type: 'insert'; readonly asset: AssetId }

/** What an image element shows. `altText` undefined: what the asset says itself. */
export interface Shown {
  readonly asset: AssetId | null
  readonly altText: string | null | undefined
}

export type ChangeType = Change['type']

/** What became of a change that was made. */
export interface Made {
  /** The change that takes it back; undefined where Webflow offers none, or what it needs is no longer kept. */
  readonly undo: () => Change | undefined
  /** Of a replaced file: its address now, and how many bytes it has. */
  readonly hosted?: { readonly url: string; readonly size: number }
}

/**
 * The change that takes this one back, as far as it can be told without what it left behind: of a replaced file, the old
 * bytes are needed. The Designer has no call that takes an asset out of all folders (typings 2.2.2: `setParent` wants a
 * folder), what is deleted is gone, and what was put on the page the Designer's own undo takes away.
 */
export function inverse(change: Exclude<Change, { readonly type: 'replace' }>): Change | undefined {
  switch (change.type) {
    case 'move':
      return change.from === null ? undefined : { ...change, from: change.to, to: change.from }
    case 'rename':
      return { ...change, from: change.to, to: change.from }
    case 'alt':
      return { ...change, from: change.to, to: change.from }
    case 'use':
      return { ...change, from: change.to, to: change.from }
    case 'delete':
    case 'insert':
      return undefined
  }
}
