/** The events of a row and its transitions, as one pure function. */
import type { FolderId, Md5Hex, RowId } from './brands.ts'
import type { Failure, FailureCode } from './failure.ts'
import {
  digestOf,
  isConflict,
  isMissing,
  isPausable,
  isSettled,
  isUndecided,
  type AssetRef,
  type ConflictChoice,
  type ExistingAsset,
  type ExistingChoice,
  type RowState,
  type Ticket,
  type WaitReason,
} from './row.ts'

export type RowEvent =
  | { readonly type: 'refuse'; readonly failure: Failure }
  | { readonly type: 'hash' }
  | { readonly type: 'hashed'; readonly md5: Md5Hex }
  /** The digest cache knows the file by its path, name, size and time. */
  | { readonly type: 'recalled'; readonly md5: Md5Hex }
  /** The recalled digest is not reliable enough: the file must be read. */
  | { readonly type: 'doubt' }
  | { readonly type: 'twin'; readonly of: RowId }
  /** The row that a twin follows got no asset: the twin is processed on its own. */
  | { readonly type: 'untwin' }
  | { readonly type: 'ask' }
  /** The request failed and will be repeated. */
  | { readonly type: 'unask' }
  /** The site does not have the bytes, as far as the proxy knows. */
  | { readonly type: 'plan'; readonly held: boolean }
  /** An asset has the row's name in its folder, with other bytes. */
  | { readonly type: 'conflict'; readonly existing: ExistingAsset }
  /** A person answers a conflict. */
  | { readonly type: 'answer'; readonly choice: ConflictChoice }
  /** Upload beside the asset, under a name of its own. */
  | { readonly type: 'keep-both'; readonly held: boolean }
  /** Its bytes have replaced the asset's. */
  | { readonly type: 'replaced'; readonly asset: AssetRef }
  /** The replacement was undone: the asset has its old bytes again. */
  | { readonly type: 'restored' }
  /** The site has changed since the conflict was found: the row is checked again. */
  | { readonly type: 'recheck' }
  /** A person starts a row that was held for review. */
  | { readonly type: 'start' }
  | { readonly type: 'reserve' }
  | { readonly type: 'wait'; readonly reason: WaitReason; readonly until: number }
  | { readonly type: 'ticket'; readonly ticket: Ticket }
  | { readonly type: 'send' }
  /** The bytes did not arrive; the ticket is still valid. */
  | { readonly type: 'resend' }
  /** The ticket is no longer valid: a new one is needed. */
  | { readonly type: 'expire' }
  | { readonly type: 'uploaded'; readonly asset: AssetRef }
  /** The cancellation came too late: the bytes were on the site already. */
  | { readonly type: 'arrived'; readonly asset: AssetRef }
  | {
      readonly type: 'existing'
      readonly asset: AssetRef
      readonly choice: ExistingChoice
      readonly handedBack?: true
    }
  | { readonly type: 'choose'; readonly choice: ExistingChoice }
  /** The existing asset was moved to this folder. */
  | { readonly type: 'moved'; readonly folderId: FolderId | null }
  /** The asset could not be moved or replaced; the choice stays open. */
  | { readonly type: 'trouble'; readonly failure: Failure }
  /** Upload as a new asset beside the existing one. */
  | { readonly type: 'anew'; readonly held: boolean }
  | { readonly type: 'fail'; readonly failure: Failure }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' }
  /** The missing file was chosen again and hashed. */
  | { readonly type: 'found'; readonly md5: Md5Hex }

/** The state after `event`. Returns the same state object for an event that does not apply to the phase. */
export function transition(state: RowState, event: RowEvent): RowState {
  switch (event.type) {
    case 'refuse':
      return state.phase === 'queued' ? { phase: 'refused', failure: event.failure } : state
    case 'hash':
      return state.phase === 'queued' ? { phase: 'hashing' } : state
    case 'hashed':
      return state.phase === 'hashing' ? { phase: 'ready', md5: event.md5 } : state
    case 'recalled':
      return state.phase === 'queued' ? { phase: 'ready', md5: event.md5 } : state
    case 'doubt':
      return isDoubtful(state) ? { phase: 'queued' } : state
    case 'twin':
    case 'untwin':
      return twinned(state, event)
    case 'ask':
    case 'unask':
    case 'plan':
    case 'start':
      return planned(state, event)
    case 'conflict':
    case 'answer':
    case 'keep-both':
    case 'replaced':
    case 'restored':
    case 'recheck':
      return conflicted(state, event)
    case 'reserve':
      return (state.phase === 'planned' && !state.held) || state.phase === 'waiting'
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
    case 'moved':
    case 'trouble':
      return chosen(state, event)
    case 'anew':
      return isUndecided(state) && 'asset' in state
        ? { phase: 'planned', md5: state.md5, held: event.held }
        : state
    case 'fail':
      return isWorking(state) ? failed(state, event.failure) : state
    case 'pause':
      return isPausable(state) ? { phase: 'paused', md5: digestOf(state) } : state
    case 'resume':
      return state.phase === 'paused' ? restart(state.md5) : state
    case 'cancel':
      return cancelled(state)
    case 'arrived':
      return isRetriable(state) && state.md5 !== undefined
        ? { phase: 'uploaded', md5: state.md5, asset: event.asset }
        : state
    case 'retry':
      return isRetriable(state) ? restart(state.md5) : state
    case 'found':
      return isMissing(state) ? { phase: 'ready', md5: event.md5 } : state
  }
}

// Helpers

type Of<Type extends RowEvent['type']> = Extract<RowEvent, { type: Type }>

const restart = (md5: Md5Hex | undefined): RowState =>
  md5 === undefined ? { phase: 'queued' } : { phase: 'ready', md5 }

const isMoving = (state: RowState): boolean => 'choice' in state && state.choice === 'move'

/** Nothing but the row's digest is known yet, so the digest may still prove wrong. */
const isDoubtful = (state: RowState): boolean =>
  state.phase === 'ready' || state.phase === 'asking' || (state.phase === 'twin' && !state.asset)

/** Excludes missing files: they must be chosen again. */
const isRetriable = (
  state: RowState,
): state is Extract<RowState, { readonly phase: 'failed' | 'cancelled' | 'conflict' }> =>
  (state.phase === 'failed' && !isMissing(state)) ||
  state.phase === 'cancelled' ||
  (state.phase === 'conflict' && state.choice === 'skip')

/** Whether the row can still fail. A row whose asset is being moved cannot: it has its asset already. */
const isWorking = (state: RowState): boolean =>
  !isSettled(state) && !isMoving(state) && state.phase !== 'paused' && state.phase !== 'conflict'

/** `replaced` also applies to cancelled rows: a replacement may finish after the row was cancelled, or be redone. */
function conflicted(
  state: RowState,
  event: Of<'conflict' | 'answer' | 'keep-both' | 'replaced' | 'restored' | 'recheck'>,
): RowState {
  switch (event.type) {
    case 'conflict':
      return state.phase === 'ready' || state.phase === 'asking'
        ? { phase: 'conflict', md5: state.md5, existing: event.existing, choice: 'undecided' }
        : state
    case 'answer': {
      if (!isConflict(state)) return state
      const { trouble: _, ...rest } = state
      return { ...rest, choice: event.choice }
    }
    case 'keep-both':
      return isConflict(state) ? { phase: 'planned', md5: state.md5, held: event.held } : state
    case 'replaced':
      return (state.phase === 'conflict' || isRetriable(state)) && state.md5 !== undefined
        ? { phase: 'replaced', md5: state.md5, asset: event.asset }
        : state
    case 'restored':
      return state.phase === 'replaced' ? { phase: 'cancelled', md5: state.md5 } : state
    case 'recheck':
      return state.phase === 'conflict' && state.choice !== 'skip'
        ? { phase: 'ready', md5: state.md5 }
        : state
  }
}

function twinned(state: RowState, event: Of<'twin' | 'untwin'>): RowState {
  if (event.type === 'untwin') {
    return state.phase === 'twin' && !state.asset ? { phase: 'ready', md5: state.md5 } : state
  }
  if (state.phase !== 'ready') return state
  return { phase: 'twin', md5: state.md5, of: event.of, asset: undefined, choice: 'undecided' }
}

function planned(state: RowState, event: Of<'ask' | 'unask' | 'plan' | 'start'>): RowState {
  switch (event.type) {
    case 'ask':
      return state.phase === 'ready' ? { phase: 'asking', md5: state.md5 } : state
    case 'unask':
      return state.phase === 'asking' ? { phase: 'ready', md5: state.md5 } : state
    case 'plan':
      return state.phase === 'ready' || state.phase === 'asking'
        ? { phase: 'planned', md5: state.md5, held: event.held }
        : state
    case 'start':
      return state.phase === 'planned' && state.held ? { ...state, held: false } : state
  }
}

function answered(state: RowState, event: Of<'wait' | 'ticket' | 'existing'>): RowState {
  if (event.type === 'existing') return found(state, event)
  if (state.phase !== 'reserving') return state
  const { md5 } = state
  switch (event.type) {
    case 'wait':
      return { phase: 'waiting', md5, reason: event.reason, until: event.until }
    case 'ticket':
      return { phase: 'reserved', md5, ticket: event.ticket }
  }
}

function found(state: RowState, { asset, choice, handedBack }: Of<'existing'>): RowState {
  if (state.phase === 'twin' && !state.asset) return { ...state, asset, choice }
  if (state.phase !== 'asking' && state.phase !== 'reserving') return state
  const { md5 } = state
  return { phase: 'existing', md5, asset, choice, ...(handedBack && { handedBack }) }
}

function sent(state: RowState, event: Of<'send' | 'resend' | 'expire' | 'uploaded'>): RowState {
  if (state.phase === 'reserved' && event.type === 'send') return { ...state, phase: 'sending' }
  if (state.phase === 'reserved' && event.type === 'expire') return replanned(state.md5)
  if (state.phase !== 'sending') return state
  switch (event.type) {
    case 'resend':
      return { ...state, phase: 'reserved' }
    case 'expire':
      return replanned(state.md5)
    case 'uploaded':
      return { phase: 'uploaded', md5: state.md5, asset: event.asset }
    case 'send':
      return state
  }
}

const replanned = (md5: Md5Hex): RowState => ({ phase: 'planned', md5, held: false })

function chosen(state: RowState, event: Of<'choose' | 'moved' | 'trouble'>): RowState {
  if (state.phase === 'conflict') {
    return event.type === 'trouble' && state.choice === 'replace'
      ? { ...state, choice: 'undecided', trouble: event.failure }
      : state
  }
  if ((state.phase !== 'existing' && state.phase !== 'twin') || !state.asset) return state
  const { trouble: _, ...rest } = state
  switch (event.type) {
    case 'trouble':
      return { ...state, choice: 'undecided', trouble: event.failure }
    case 'moved': {
      const asset = { ...state.asset, folderId: event.folderId }
      return { ...rest, asset, choice: 'moved' }
    }
    case 'choose':
      return { ...rest, choice: event.choice }
  }
}

/** Cancelling a move or a replacement leaves the choice open again; the existing asset stays. */
function cancelled(state: RowState): RowState {
  if (isSettled(state)) return state
  if (state.phase === 'conflict' && state.choice === 'replace') {
    return { ...state, choice: 'undecided' }
  }
  if (isMoving(state)) return chosen(state, { type: 'choose', choice: 'undecided' })
  return { phase: 'cancelled', md5: digestOf(state) }
}

/** Drops the digest if the bytes have changed, so that a retry hashes again. */
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
