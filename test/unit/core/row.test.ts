import { describe, expect, it } from 'vitest'
import { md5Hex, rowId, type AssetId, type FolderId } from '../../../src/core/brands.ts'
import { transition, type RowEvent } from '../../../src/core/row-events.ts'
import {
  controlOf,
  isPausable,
  isSettled,
  type RowPhase,
  type RowState,
} from '../../../src/core/row.ts'

const md5 = md5Hex('0'.repeat(32))
const folder = 'f'.repeat(24) as FolderId
const asset = { id: 'a'.repeat(24) as AssetId, name: 'a.png', folderId: null, hostedUrl: null }
const conflicting = {
  ...asset,
  fileName: 'a.png',
  contentType: 'image/png',
  size: 7,
  altText: null,
  createdOn: '2026-05-03T10:00:00Z',
}
const ticket = { ticket: 't', assetId: asset.id, folderId: null, expiresAt: 1 }
const failure = { code: 'proxy-unreachable', message: 'gone' } as const

const STATES: Record<RowPhase, RowState> = {
  queued: { phase: 'queued' },
  hashing: { phase: 'hashing' },
  ready: { phase: 'ready', md5 },
  asking: { phase: 'asking', md5 },
  conflict: { phase: 'conflict', md5, existing: conflicting, choice: 'undecided' },
  planned: { phase: 'planned', md5, held: false },
  reserving: { phase: 'reserving', md5 },
  waiting: { phase: 'waiting', md5, reason: 'budget', until: 1 },
  reserved: { phase: 'reserved', md5, ticket },
  sending: { phase: 'sending', md5, ticket },
  paused: { phase: 'paused', md5 },
  uploaded: { phase: 'uploaded', md5, asset },
  replaced: { phase: 'replaced', md5, asset },
  existing: { phase: 'existing', md5, asset, choice: 'undecided' },
  twin: { phase: 'twin', md5, of: rowId(1), asset: undefined, choice: 'undecided' },
  refused: { phase: 'refused', failure },
  failed: { phase: 'failed', failure, md5 },
  cancelled: { phase: 'cancelled', md5 },
}

const EVENTS: Record<RowEvent['type'], RowEvent> = {
  refuse: { type: 'refuse', failure },
  hash: { type: 'hash' },
  hashed: { type: 'hashed', md5 },
  recalled: { type: 'recalled', md5 },
  doubt: { type: 'doubt' },
  twin: { type: 'twin', of: rowId(1) },
  untwin: { type: 'untwin' },
  ask: { type: 'ask' },
  unask: { type: 'unask' },
  plan: { type: 'plan', held: false },
  conflict: { type: 'conflict', existing: conflicting },
  answer: { type: 'answer', choice: 'replace' },
  'keep-both': { type: 'keep-both', held: false },
  replaced: { type: 'replaced', asset },
  restored: { type: 'restored' },
  recheck: { type: 'recheck' },
  start: { type: 'start' },
  reserve: { type: 'reserve' },
  wait: { type: 'wait', reason: 'budget', until: 1 },
  ticket: { type: 'ticket', ticket },
  send: { type: 'send' },
  resend: { type: 'resend' },
  expire: { type: 'expire' },
  uploaded: { type: 'uploaded', asset },
  arrived: { type: 'arrived', asset },
  existing: { type: 'existing', asset, choice: 'keep' },
  choose: { type: 'choose', choice: 'keep' },
  moved: { type: 'moved', folderId: folder },
  trouble: { type: 'trouble', failure },
  anew: { type: 'anew', held: false },
  fail: { type: 'fail', failure },
  pause: { type: 'pause' },
  resume: { type: 'resume' },
  cancel: { type: 'cancel' },
  retry: { type: 'retry' },
  found: { type: 'found', md5 },
}

/** Every pair of state and event with a transition; all others change nothing. */
const TABLE: Partial<Record<RowPhase, Partial<Record<RowEvent['type'], RowPhase>>>> = {
  queued: {
    refuse: 'refused',
    hash: 'hashing',
    recalled: 'ready',
    fail: 'failed',
    pause: 'paused',
    cancel: 'cancelled',
  },
  hashing: { hashed: 'ready', fail: 'failed', pause: 'paused', cancel: 'cancelled' },
  ready: {
    doubt: 'queued',
    twin: 'twin',
    ask: 'asking',
    conflict: 'conflict',
    plan: 'planned',
    fail: 'failed',
    pause: 'paused',
    cancel: 'cancelled',
  },
  asking: {
    doubt: 'queued',
    unask: 'ready',
    conflict: 'conflict',
    plan: 'planned',
    existing: 'existing',
    fail: 'failed',
    pause: 'paused',
    cancel: 'cancelled',
  },
  conflict: {
    answer: 'conflict',
    'keep-both': 'planned',
    replaced: 'replaced',
    recheck: 'ready',
    cancel: 'cancelled',
  },
  planned: { reserve: 'reserving', fail: 'failed', pause: 'paused', cancel: 'cancelled' },
  reserving: {
    wait: 'waiting',
    ticket: 'reserved',
    existing: 'existing',
    fail: 'failed',
    cancel: 'cancelled',
  },
  waiting: { reserve: 'reserving', fail: 'failed', pause: 'paused', cancel: 'cancelled' },
  reserved: { send: 'sending', expire: 'planned', fail: 'failed', cancel: 'cancelled' },
  sending: {
    resend: 'reserved',
    expire: 'planned',
    uploaded: 'uploaded',
    fail: 'failed',
    cancel: 'cancelled',
  },
  paused: { resume: 'ready', cancel: 'cancelled' },
  existing: { choose: 'existing', moved: 'existing', trouble: 'existing', anew: 'planned' },
  twin: { doubt: 'queued', untwin: 'ready', existing: 'twin', fail: 'failed', cancel: 'cancelled' },
  replaced: { restored: 'cancelled' },
  failed: { retry: 'ready', arrived: 'uploaded', replaced: 'replaced' },
  cancelled: { retry: 'ready', arrived: 'uploaded', replaced: 'replaced' },
}

describe('transition', () => {
  const pairs = Object.values(STATES).flatMap((state) =>
    Object.values(EVENTS).map((event) => ({ state, event, to: TABLE[state.phase]?.[event.type] })),
  )
  const known = pairs.filter(({ to }) => to !== undefined)
  const unknown = pairs.filter(({ to }) => to === undefined)

  it.each(known)('$state.phase + $event.type is $to', ({ state, event, to }) => {
    const after = transition(state, event)
    expect(after).not.toBe(state)
    expect(after.phase).toBe(to)
  })

  it.each(unknown)('$state.phase ignores $event.type', ({ state, event }) => {
    expect(transition(state, event)).toBe(state)
  })

  it('starts from the beginning without a digest', () => {
    expect(transition({ phase: 'paused', md5: undefined }, EVENTS.resume).phase).toBe('queued')
    expect(transition({ ...STATES.failed, md5: undefined } as RowState, EVENTS.retry).phase).toBe(
      'queued',
    )
  })

  it.each(['file-changed', 'file-unreadable', 'digest-mismatch', 'length-mismatch'] as const)(
    'forgets a digest that no longer fits (%s)',
    (code) => {
      const after = transition(STATES.sending, { type: 'fail', failure: { code, message: 'x' } })
      expect(after).toMatchObject({ phase: 'failed', md5: undefined })
    },
  )

  it('keeps the trouble of a move until a choice is made', () => {
    const troubled = transition(STATES.existing, EVENTS.trouble)
    expect(troubled).toMatchObject({ choice: 'undecided', trouble: failure })
    const moved = transition(troubled, EVENTS.moved)
    expect(moved).toEqual({
      phase: 'existing',
      md5,
      asset: { ...asset, folderId: folder },
      choice: 'moved',
    })
  })

  it('is not settled while its asset is moved; cancelling the move leaves the choice open', () => {
    const moving = transition(STATES.existing, { type: 'choose', choice: 'move' })
    expect(isSettled(moving)).toBe(false)
    expect(transition(moving, EVENTS.cancel)).toMatchObject({
      phase: 'existing',
      choice: 'undecided',
    })
    expect(transition(moving, EVENTS.fail)).toBe(moving)
  })

  it('does not reserve a held row before it is started', () => {
    const held: RowState = { phase: 'planned', md5, held: true }
    expect(transition(held, EVENTS.reserve)).toBe(held)
    expect(transition(held, EVENTS.start)).toEqual({ phase: 'planned', md5, held: false })
    expect(controlOf(held)).toBe('cancel')
  })

  it('makes a new asset only beside an existing one that is undecided', () => {
    const kept = transition(STATES.existing, EVENTS.choose)
    expect(transition(kept, EVENTS.anew)).toBe(kept)
  })

  it('gives a twin its asset once', () => {
    const given = transition(STATES.twin, EVENTS.existing)
    expect(given).toMatchObject({ phase: 'twin', asset, choice: 'keep' })
    expect(isSettled(given)).toBe(true)
    expect(transition(given, EVENTS.existing)).toBe(given)
    expect(transition(given, EVENTS.untwin)).toBe(given)
  })
})

describe('the one control', () => {
  const states = Object.values(STATES)

  it.each(states)('pauses exactly what can be paused ($phase)', (state) => {
    expect(controlOf(state) === 'pause').toBe(isPausable(state))
  })

  it.each(states.filter(isSettled))('offers a retry at most, once settled ($phase)', (state) => {
    expect(['retry', 'none']).toContain(controlOf(state))
  })
})

describe('a missing file', () => {
  const missing: RowState = {
    phase: 'failed',
    failure: { code: 'file-missing', message: 'gone' },
    md5: undefined,
  }

  it('continues only when it is chosen again', () => {
    expect(transition(missing, { type: 'found', md5 })).toEqual({ phase: 'ready', md5 })
    const other: RowState = { ...missing, failure: { code: 'internal', message: 'other' } }
    expect(transition(other, { type: 'found', md5 })).toBe(other)
  })
})

describe('a row whose name an asset has', () => {
  const asked = transition({ phase: 'asking', md5 }, EVENTS.conflict)
  const answered = (choice: 'replace' | 'skip') => transition(asked, { type: 'answer', choice })

  it('is not settled until it is answered, and cannot be paused', () => {
    expect([isSettled(asked), isPausable(asked), controlOf(asked)]).toEqual([false, false, 'none'])
  })

  it('is settled when it is skipped, and can be tried again', () => {
    const skipped = answered('skip')
    expect([isSettled(skipped), controlOf(skipped)]).toEqual([true, 'retry'])
    expect(transition(skipped, { type: 'retry' })).toEqual({ phase: 'ready', md5 })
  })

  it('is asked about again when its replacement is cancelled or fails', () => {
    const replacing = answered('replace')
    expect(controlOf(replacing)).toBe('cancel')
    expect(transition(replacing, { type: 'cancel' })).toEqual(asked)
    expect(transition(replacing, EVENTS.trouble)).toEqual({ ...asked, trouble: failure })
    expect(transition(transition(replacing, EVENTS.trouble), EVENTS.answer)).toEqual(replacing)
  })

  it('can be uploaded after its replacement was undone', () => {
    const replaced = transition(answered('replace'), EVENTS.replaced)
    expect(replaced).toEqual({ phase: 'replaced', md5, asset })
    expect(controlOf(transition(replaced, { type: 'restored' }))).toBe('retry')
  })
})
