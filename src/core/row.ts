/**
 * A row of the panel's list: one file, one phase at a time, each phase with only what it needs. How one phase leads to
 * the next is in `row-events.ts`. Bytes sent are not in here: they change many times a second and live in a signal of
 * their own.
 */
import type { AssetId, FolderId, Md5Hex, RowId } from './brands.ts'
import type { Failure } from './failure.ts'

/** Enough of an asset to name it and to find it on the site. */
export interface AssetRef {
  readonly id: AssetId
  readonly name: string
  /** null: in no folder. */
  readonly folderId: FolderId | null
  readonly hostedUrl: string | null
}

/** An asset that has a file's name in its folder, and other bytes. */
export interface ExistingAsset extends AssetRef {
  readonly fileName: string
  readonly contentType: string
  /** Bytes. */
  readonly size: number
  readonly altText: string | null
  /** ISO 8601; empty where it is not known. */
  readonly createdOn: string
}

/**
 * What is to become of a file whose name an asset has. `replace`: its bytes are to take the place of the asset's; `skip`:
 * it is left out. Keeping both is no state of a conflict: the row is planned under a name of its own.
 */
export type ConflictChoice = 'undecided' | 'replace' | 'skip'

/** The sealed right to send one file's bytes, with the record that waits for them. */
export interface Ticket {
  readonly ticket: string
  readonly assetId: AssetId
  /** The folder that the record was made in; null: in no folder. */
  readonly folderId: FolderId | null
  /** Milliseconds since the epoch, by the proxy's clock. */
  readonly expiresAt: number
}

/**
 * Why a reservation waits: Webflow's calls a minute are spent, another panel is bringing the same bytes, the proxy
 * does not answer, or the last try went wrong and the next one comes by itself.
 */
export type WaitReason = 'budget' | 'claimed' | 'offline' | 'trouble'

/**
 * What was decided about an asset that was there already, in another folder than the row's. `keep`: it is used as it
 * is; `skip`: the file is left out; `move`: it is being moved to where the row wants it.
 */
export type ExistingChoice = 'undecided' | 'keep' | 'skip' | 'move' | 'moved'

/** What a row knows of an asset that was there before it. */
export interface Existing {
  readonly choice: ExistingChoice
  /** Why the asset could not be moved here, after it was asked for. */
  readonly trouble?: Failure
  /** A new asset was asked for, and Webflow handed this one back. */
  readonly handedBack?: true
}

export type RowState =
  | { readonly phase: 'queued' }
  | { readonly phase: 'hashing' }
  | { readonly phase: 'ready'; readonly md5: Md5Hex }
  /** The proxy is being asked whether the site has the bytes. */
  | { readonly phase: 'asking'; readonly md5: Md5Hex }
  /** An asset has the row's name in its folder, with other bytes: a person decides. */
  | {
      readonly phase: 'conflict'
      readonly md5: Md5Hex
      readonly existing: ExistingAsset
      readonly choice: ConflictChoice
      /** Why the asset could not be replaced, after it was asked for. */
      readonly trouble?: Failure
    }
  /** To be uploaded. `held`: not before a person starts it. */
  | { readonly phase: 'planned'; readonly md5: Md5Hex; readonly held: boolean }
  | { readonly phase: 'reserving'; readonly md5: Md5Hex }
  | {
      readonly phase: 'waiting'
      readonly md5: Md5Hex
      readonly reason: WaitReason
      /** Milliseconds since the epoch, by the panel's clock. */
      readonly until: number
    }
  | { readonly phase: 'reserved'; readonly md5: Md5Hex; readonly ticket: Ticket }
  | { readonly phase: 'sending'; readonly md5: Md5Hex; readonly ticket: Ticket }
  | { readonly phase: 'paused'; readonly md5: Md5Hex | undefined }
  | { readonly phase: 'uploaded'; readonly md5: Md5Hex; readonly asset: AssetRef }
  /** The row's bytes have taken the place of the asset's. */
  | { readonly phase: 'replaced'; readonly md5: Md5Hex; readonly asset: AssetRef }
  | ({ readonly phase: 'existing'; readonly md5: Md5Hex; readonly asset: AssetRef } & Existing)
  /** The same bytes as another row of the run, which uploads them; `asset` once that row has one. */
  | ({
      readonly phase: 'twin'
      readonly md5: Md5Hex
      readonly of: RowId
      readonly asset: AssetRef | undefined
    } & Existing)
  | { readonly phase: 'refused'; readonly failure: Failure }
  | { readonly phase: 'failed'; readonly failure: Failure; readonly md5: Md5Hex | undefined }
  | { readonly phase: 'cancelled'; readonly md5: Md5Hex | undefined }

export type RowPhase = RowState['phase']

/** Nothing more happens to this row by itself. */
export function isSettled(state: RowState): boolean {
  switch (state.phase) {
    case 'uploaded':
    case 'replaced':
    case 'refused':
    case 'failed':
    case 'cancelled':
      return true
    case 'conflict':
      return state.choice === 'skip'
    case 'existing':
    case 'twin':
      return state.asset !== undefined && state.choice !== 'move'
    default:
      return false
  }
}

/** The file's bytes are not here any more: it has to be chosen again. */
export const isMissing = (state: RowState): boolean =>
  state.phase === 'failed' && state.failure.code === 'file-missing'

/** An asset that was there already lies elsewhere, and nobody has said yet whether that is right. */
export const isUndecided = (state: RowState): boolean =>
  (state.phase === 'existing' || state.phase === 'twin') &&
  state.asset !== undefined &&
  state.choice === 'undecided'

/** A person has not said yet what is to become of a file whose name an asset has. */
export const isConflict = (state: RowState): state is ConflictState =>
  state.phase === 'conflict' && state.choice === 'undecided'

export type ConflictState = Extract<RowState, { readonly phase: 'conflict' }>

/** A person's answer is missing. */
export const needsAnswer = (state: RowState): boolean => isUndecided(state) || isConflict(state)

/** The row can be held back at no cost: nothing of it is on the site yet. */
export function isPausable(state: RowState): boolean {
  return PAUSABLE.has(state.phase)
}

/** What a row's one control means now. */
export type RowControl = 'pause' | 'resume' | 'cancel' | 'retry' | 'none'

/**
 * The meaning of a row's one control in this state: what costs nothing is held back, what has a record on the
 * site (or waits for a person's start) is given up, what ended without an asset may be tried again.
 */
export function controlOf(state: RowState): RowControl {
  switch (state.phase) {
    case 'queued':
    case 'hashing':
    case 'ready':
    case 'asking':
    case 'waiting':
      return 'pause'
    case 'planned':
      return state.held ? 'cancel' : 'pause'
    case 'paused':
      return 'resume'
    case 'conflict':
      return CONFLICT_CONTROL[state.choice]
    case 'reserving':
    case 'reserved':
    case 'sending':
      return 'cancel'
    case 'failed':
    case 'cancelled':
      return 'retry'
    default:
      return 'none'
  }
}

/** The digest, where the phase knows one. */
export function digestOf(state: RowState): Md5Hex | undefined {
  return 'md5' in state ? state.md5 : undefined
}

/** The asset that the row ended in, where it did. */
export function assetOf(state: RowState): AssetRef | undefined {
  return 'asset' in state ? state.asset : undefined
}

// Helpers

const CONFLICT_CONTROL: Readonly<Record<ConflictChoice, RowControl>> = {
  undecided: 'none',
  replace: 'cancel',
  skip: 'retry',
}

const PAUSABLE: ReadonlySet<RowPhase> = new Set([
  'queued',
  'hashing',
  'ready',
  'asking',
  'planned',
  'waiting',
])
