/** One change of one asset, with the value before, so that it can be undone. */
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
  /** `locale`: the id of a secondary locale; undefined: the primary one. */
  | {
      readonly type: 'alt'
      readonly asset: AssetId
      readonly locale: string | undefined
      readonly from: Alt
      readonly to: Alt
    }
  | { readonly type: 'delete'; readonly asset: AssetId }
  /** `fileName`: the current file's name. */
  | {
      readonly type: 'replace'
      readonly asset: AssetId
      readonly file: File
      readonly fileName: string
    }
  /** `asset`: the asset the change is about, also in its undo. */
  | {
      readonly type: 'use'
      readonly asset: AssetId
      readonly element: string
      readonly from: Shown
      readonly to: Shown
    }
  /** Inserts an image element with the asset. */
  | { readonly type: 'insert'; readonly asset: AssetId }

/** What an image element shows. `altText` undefined: the asset's own. */
export interface Shown {
  readonly asset: AssetId | null
  readonly altText: string | null | undefined
}

export type ChangeType = Change['type']

/** The result of a change. */
export interface Made {
  /** The change that undoes it; undefined if Webflow offers none or the old bytes are no longer kept. */
  readonly undo: () => Change | undefined
  /** Only for a replaced file: its new address and its size in bytes. */
  readonly hosted?: { readonly url: string; readonly size: number }
}

/**
 * The change that undoes this one; undefined if there is none. Replacing needs the old bytes and is undone elsewhere.
 * The Designer cannot take an asset out of all folders (typings 2.2.2: `setParent` requires a folder), deletions are
 * final, and the Designer's own undo removes inserted elements.
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
