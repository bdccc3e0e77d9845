/**
 * A row of the panel's list: one file, one phase at a time, each phase with only the data it needs. `row-events.ts` has
 * the transitions. The bytes sent have a signal of their own because they change many times a second.
 */
import type { AssetId, FolderId, Md5Hex, RowId } from './brands.ts'
import type { Failure } from './failure.ts'

/** Enough to name an asset and to find it on the site. */
export interface AssetRef {
  readonly id: AssetId
  readonly name: string
  /** null: in no folder. */
  readonly folderId: FolderId | null
  readonly hostedUrl: string | null
}

/** An asset with a file's name in the file's folder, but other bytes. */
export interface ExistingAsset extends AssetRef {
  readonly fileName: string
  readonly contentType: string
  /** Bytes. */
  readonly size: number
  readonly altText: string | null
  /** ISO 8601; empty if unknown. */
  readonly createdOn: string
}

/**
 * The answer to a conflict. `replace`: replace the asset's bytes; `skip`: leave the file out. Keeping both is no choice
 * here: the row leaves the conflict and is planned under a name of its own.
 */
export type ConflictChoice = 'undecided' | 'replace' | 'skip'

/** The sealed right to send one file's bytes, and the record that waits for them. */
export interface Ticket {
  readonly ticket: string
  readonly assetId: AssetId
  /** The record's folder; null: in no folder. */
  readonly folderId: FolderId | null
  /** Milliseconds since the epoch, by the proxy's clock. */
  readonly expiresAt: number
}

/**
 * Why a reservation waits: the budget is spent, another panel is uploading the same bytes, the proxy does not answer, or
 * the last attempt failed and will be retried.
 */
export type WaitReason = 'budget' | 'claimed' | 'offline' | 'trouble'

/**
 * The choice about an existing asset in another folder than the row's. `keep`: use it where it is; `skip`: leave the file
 * out; `move`: it is being moved to the row's folder.
 */
export type ExistingChoice = 'undecided' | 'keep' | 'skip' | 'move' | 'moved'

/** What a row knows about its existing asset. */
export interface Existing {
  readonly choice: ExistingChoice
  /** Why the asset could not be moved. */
  readonly trouble?: Failure
  /** A new asset was requested, but Webflow returned this one. */
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
      /** Why the asset could not be replaced. */
      readonly trouble?: Failure
    }
  /** To be uploaded. `held`: held for review until a person starts it. */
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
  /** The row's bytes have replaced the asset's. */
  | { readonly phase: 'replaced'; readonly md5: Md5Hex; readonly asset: AssetRef }
  | ({ readonly phase: 'existing'; readonly md5: Md5Hex; readonly asset: AssetRef } & Existing)
  /** Same bytes as another row of the run, which uploads them; `asset` is set once that row has one. */
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

/** The row needs no more work: nothing happens to it until a person acts. */
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

/** The file's bytes are gone: it must be chosen again. */
export const isMissing = (state: RowState): boolean =>
  state.phase === 'failed' && state.failure.code === 'file-missing'

/** The existing asset is in another folder, and a person has not decided about it yet. */
export const isUndecided = (state: RowState): boolean =>
  (state.phase === 'existing' || state.phase === 'twin') &&
  state.asset !== undefined &&
  state.choice === 'undecided'

/** The row is a conflict that a person has not answered yet. */
export const isConflict = (state: RowState): state is ConflictState =>
  state.phase === 'conflict' && state.choice === 'undecided'

export type ConflictState = Extract<RowState, { readonly phase: 'conflict' }>

/** The row waits for a person's answer. */
export const needsAnswer = (state: RowState): boolean => isUndecided(state) || isConflict(state)

/** The row can be paused at no cost: nothing of it is on the site yet. */
export function isPausable(state: RowState): boolean {
  return PAUSABLE.has(state.phase)
}

/** The action of a row's single control. */
export type RowControl = 'pause' | 'resume' | 'cancel' | 'retry' | 'none'

/**
 * The action of a row's single control in this state: pause if that costs nothing, cancel once a record may exist (or
 * while held for review), retry if the row ended without an asset.
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

/** The digest, if the phase has one. */
export function digestOf(state: RowState): Md5Hex | undefined {
  return 'md5' in state ? state.md5 : undefined
}

/** The row's asset, if the phase has one. */
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
