/**
 * A row of the panel's list: one file, one phase at a time, each phase with only what it needs. Bytes sent are
 * not in here: they change many times a second and live in a signal of their own.
 */
import type { AssetId, FolderId, Md5Hex, RowId } from './brands.ts'
import type { Failure, FailureCode } from './failure.ts'

/** Enough of an asset to name it and to find it on the site. */
export interface AssetRef {
  readonly id: AssetId
  readonly name: string
  /** null: in no folder. */
  readonly folderId: FolderId | null
  readonly hostedUrl: string | null
}

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
 * Why a reservation waits: Webflow's calls a minute are spent, another panel is bringing the same bytes, or the
 * last try went wrong and the next one comes by itself.
 */
export type WaitReason = 'budget' | 'claimed' | 'trouble'

/** What was decided about an asset that was there already, in another folder than the row's. */
export type ExistingChoice = 'undecided' | 'keep' | 'moved'

export type RowState =
  | { readonly phase: 'queued' }
  | { readonly phase: 'hashing' }
  | { readonly phase: 'ready'; readonly md5: Md5Hex }
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
  | {
      readonly phase: 'existing'
      readonly md5: Md5Hex
      readonly asset: AssetRef
      readonly choice: ExistingChoice
      /** Why the asset could not be moved here, after it was asked for. */
      readonly trouble?: Failure
    }
  /** The same bytes as another row of the run, which uploads them; `asset` once that row has one. */
  | {
      readonly phase: 'twin'
      readonly md5: Md5Hex
      readonly of: RowId
      readonly asset: AssetRef | undefined
      readonly choice: ExistingChoice
      readonly trouble?: Failure
    }
  | { readonly phase: 'refused'; readonly failure: Failure }
  | { readonly phase: 'failed'; readonly failure: Failure; readonly md5: Md5Hex | undefined }
  | { readonly phase: 'cancelled'; readonly md5: Md5Hex | undefined }

export type RowPhase = RowState['phase']

export type RowEvent =
  | { readonly type: 'refuse'; readonly failure: Failure }
  | { readonly type: 'hash' }
  | { readonly type: 'hashed'; readonly md5: Md5Hex }
  | { readonly type: 'twin'; readonly of: RowId }
  /** The row that a twin follows is gone: the twin goes its own way. */
  | { readonly type: 'untwin' }
  | { readonly type: 'reserve' }
  | { readonly type: 'wait'; readonly reason: WaitReason; readonly until: number }
  | { readonly type: 'ticket'; readonly ticket: Ticket }
  | { readonly type: 'send' }
  /** The bytes did not arrive; the ticket is still good. */
  | { readonly type: 'resend' }
  /** The ticket is no longer good: a new one is needed. */
  | { readonly type: 'expire' }
  | { readonly type: 'uploaded'; readonly asset: AssetRef }
  | { readonly type: 'existing'; readonly asset: AssetRef; readonly choice: ExistingChoice }
  | { readonly type: 'choose'; readonly choice: ExistingChoice; readonly folderId: FolderId | null }
  /** The asset that was there already could not be moved; the choice stays open. */
  | { readonly type: 'trouble'; readonly failure: Failure }
  | { readonly type: 'fail'; readonly failure: Failure }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }

/** The state after `event`. An event that a phase does not know returns the same state object. */
export function transition(state: RowState, event: RowEvent): RowState {
  switch (event.type) {
    case 'refuse':
      return state.phase === 'queued' ? { phase: 'refused', failure: event.failure } : state
    case 'hash':
      return state.phase === 'queued' ? { phase: 'hashing' } : state
    case 'hashed':
      return state.phase === 'hashing' ? { phase: 'ready', md5: event.md5 } : state
    case 'twin':
    case 'untwin':
      return twinned(state, event)
    case 'reserve':
      return state.phase === 'ready' || state.phase === 'waiting'
        ? { phase: 'reserving', md5: state.md5 }
        : state
    case 'wait':
    case 'ticket':
    case 'existing':
      return answered(state, event)
    case 'send':
    case 'resend':
    case 'expire':
    case 'uploaded':
      return sent(state, event)
    case 'choose':
    case 'trouble':
      return chosen(state, event)
    case 'fail':
      return isWorking(state) ? failed(state, event.failure) : state
    case 'pause':
      return isPausable(state) ? { phase: 'paused', md5: digestOf(state) } : state
    case 'resume':
      return state.phase === 'paused' ? restart(state.md5) : state
    case 'cancel':
      return isSettled(state) ? state : { phase: 'cancelled', md5: digestOf(state) }
    case 'retry':
      return state.phase === 'failed' || state.phase === 'cancelled' ? restart(state.md5) : state
  }
}

/** Nothing more happens to this row by itself. */
export function isSettled(state: RowState): boolean {
  switch (state.phase) {
    case 'uploaded':
    case 'existing':
    case 'refused':
    case 'failed':
    case 'cancelled':
      return true
    case 'twin':
      return state.asset !== undefined
    default:
      return false
  }
}

/** The row can be held back at no cost: nothing of it is on the site yet. */
export function isPausable(state: RowState): boolean {
  return ['queued', 'hashing', 'ready', 'waiting'].includes(state.phase)
}

/** What a row's one control means now. */
export type RowControl = 'pause' | 'resume' | 'cancel' | 'retry' | 'none'

/**
 * The meaning of a row's one control in this state: what costs nothing is held back, what has a record on the
 * site is given up, what ended without an asset may be tried again.
 */
export function controlOf(state: RowState): RowControl {
  switch (state.phase) {
    case 'queued':
    case 'hashing':
    case 'ready':
    case 'waiting':
      return 'pause'
    case 'paused':
      return 'resume'
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

type Of<Type extends RowEvent['type']> = Extract<RowEvent, { type: Type }>

const restart = (md5: Md5Hex | undefined): RowState =>
  md5 === undefined ? { phase: 'queued' } : { phase: 'ready', md5 }

const isWorking = (state: RowState): boolean => !isSettled(state) && state.phase !== 'paused'

function twinned(state: RowState, event: Of<'twin' | 'untwin'>): RowState {
  if (event.type === 'untwin') {
    return state.phase === 'twin' && !state.asset ? { phase: 'ready', md5: state.md5 } : state
  }
  if (state.phase !== 'ready') return state
  return { phase: 'twin', md5: state.md5, of: event.of, asset: undefined, choice: 'undecided' }
}

function answered(state: RowState, event: Of<'wait' | 'ticket' | 'existing'>): RowState {
  if (event.type === 'existing' && state.phase === 'twin' && !state.asset) {
    return { ...state, asset: event.asset, choice: event.choice }
  }
  if (state.phase !== 'reserving') return state
  const { md5 } = state
  switch (event.type) {
    case 'wait':
      return { phase: 'waiting', md5, reason: event.reason, until: event.until }
    case 'ticket':
      return { phase: 'reserved', md5, ticket: event.ticket }
    case 'existing':
      return { phase: 'existing', md5, asset: event.asset, choice: event.choice }
  }
}

function sent(state: RowState, event: Of<'send' | 'resend' | 'expire' | 'uploaded'>): RowState {
  if (state.phase === 'reserved' && event.type === 'send') return { ...state, phase: 'sending' }
  if (state.phase === 'reserved' && event.type === 'expire') {
    return { phase: 'ready', md5: state.md5 }
  }
  if (state.phase !== 'sending') return state
  switch (event.type) {
    case 'resend':
      return { ...state, phase: 'reserved' }
    case 'expire':
      return { phase: 'ready', md5: state.md5 }
    case 'uploaded':
      return { phase: 'uploaded', md5: state.md5, asset: event.asset }
    case 'send':
      return state
  }
}

function chosen(state: RowState, event: Of<'choose' | 'trouble'>): RowState {
  if (state.phase !== 'existing' && state.phase !== 'twin') return state
  if (!state.asset) return state
  if (event.type === 'trouble') return { ...state, trouble: event.failure }
  const { trouble: _, ...rest } = state
  const asset =
    event.choice === 'moved' ? { ...state.asset, folderId: event.folderId } : state.asset
  return { ...rest, asset, choice: event.choice }
}

/** A digest that no longer belongs to the bytes is dropped, so that a retry hashes again. */
function failed(state: RowState, failure: Failure): RowState {
  const stale = BYTES_CHANGED.has(failure.code)
  return { phase: 'failed', failure, md5: stale ? undefined : digestOf(state) }
}

const BYTES_CHANGED: ReadonlySet<FailureCode> = new Set([
  'file-changed',
  'file-unreadable',
  'digest-mismatch',
  'length-mismatch',
])
