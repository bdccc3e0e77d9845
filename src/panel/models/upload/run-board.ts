import { batch, signal } from '@preact/signals'
import type { FolderId, RowId } from '../../../core/brands.ts'
import { isSettled } from '../../../core/row.ts'
import type { Clock, Frames, Hasher, HashWay, RunObserver } from '../../ports/run.ts'
import { Announcer } from './announcer.ts'
import { Attention } from './attention.ts'
import { Pace } from './pace.ts'
import { RowOrder } from './row-order.ts'
import { type RowSort } from '../row-sorts.ts'
import { createEntry, type RowEntries, type RowEntry } from './run-rows.ts'
import { statusOf } from './run-status.ts'
import { RunTally } from './tally.ts'
import type { AttentionGroup, RowView, RunStatus, RunTotals } from '../views.ts'
import { NEVER } from '../../base/never.ts'

export interface RunBoardDeps {
  readonly clock: Clock
  readonly frames: Frames
  readonly hasher: Hasher
  /** The names of a folder's path on the site, outermost first. */
  readonly folderPath: (folder: FolderId | null) => readonly string[]
}

/** Connects the flow to the signals: takes events at once, updates signals once a frame. */
export class RunBoard {
  readonly entries: RowEntries = new Map()
  readonly signals = {
    rows: signal<readonly RowView[]>([]),
    totals: signal(NOTHING_YET),
    groups: signal<readonly AttentionGroup[]>([]),
    status: signal<RunStatus>('empty'),
    announcement: signal(''),
    hashWay: signal<HashWay | undefined>(undefined),
  }
  readonly observer: RunObserver
  /** Whether a person has paused the whole run. */
  isPaused: () => boolean = () => false
  /** Whether rows are held for review. */
  isHeld: () => boolean = () => false
  readonly #deps: RunBoardDeps
  readonly #order: RowOrder
  readonly #tally = new RunTally()
  readonly #attention = new Attention()
  readonly #pace = new Pace()
  readonly #announcer = new Announcer()
  /** Sent bytes of rows, where they changed since the last frame. */
  readonly #moved = new Map<RowId, number>()
  /** Rows whose state changed since the last frame. */
  readonly #changed = new Set<RowId>()
  #outageUntil: number | undefined
  #rowsDirty = false
  #groupsDirty = false
  #framed = false
  #ticking = false

  constructor(deps: RunBoardDeps, sort: RowSort) {
    this.#deps = deps
    this.#order = new RowOrder(sort)
    this.observer = {
      rowsAdded: (rows) => {
        for (const row of rows) {
          const entry = createEntry(row, deps.folderPath)
          this.entries.set(row.id, entry)
          this.#order.add(entry.view)
          this.#tally.add(row.state, row.size, entry.sentBytes.peek())
          this.#groupsDirty =
            this.#attention.change(row.id, undefined, row.state) || this.#groupsDirty
        }
        this.#rowsDirty = true
        this.show()
      },
      rowChanged: (id) => this.#count(id),
      rowsRemoved: (ids) => {
        for (const id of ids) this.#remove(id)
        this.show()
      },
      rowProgress: (id, bytes) => {
        this.#moved.set(id, bytes)
        this.show()
      },
      budget: (budget) => {
        this.#pace.setBudget(budget, deps.clock.now())
        this.show()
      },
      outage: (until) => {
        this.#outageUntil = until
        this.show()
      },
      foldersToMake: (count) => {
        this.#tally.setFoldersToMake(count)
        this.show()
      },
    }
  }

  sortBy(sort: RowSort): void {
    this.#order.sortBy(sort)
    this.#rowsDirty = true
    this.show()
  }

  leaveOut(junk: number, unreadable: number): void {
    if (this.#tally.left === 0 && this.#tally.total === 0) this.#tally.forgetLeftOut()
    this.#tally.leaveOut(junk, unreadable)
    this.show()
  }

  retriable(): readonly RowId[] {
    return this.#attention.retriable()
  }

  /** Removes settled rows; returns their ids. */
  clear(): readonly RowId[] {
    const gone: RowId[] = []
    for (const { row } of this.entries.values()) {
      if (!isSettled(row.state)) continue
      gone.push(row.id)
      this.#remove(row.id)
    }
    this.#tally.forgetLeftOut()
    this.show()
    return gone
  }

  #remove(id: RowId): void {
    const entry = this.entries.get(id)
    if (!entry) return
    this.entries.delete(id)
    this.#order.remove(entry.view)
    this.#moved.delete(id)
    this.#changed.delete(id)
    this.#tally.remove(entry.counted, entry.row.size, entry.sentBytes.peek())
    this.#attention.change(id, entry.counted, undefined)
    this.#rowsDirty = true
    this.#groupsDirty = true
  }

  #count(id: RowId): void {
    const entry = this.entries.get(id)
    if (!entry) return
    const before = entry.counted
    const after = entry.row.state
    entry.counted = after
    if (entry.view.name !== entry.row.name || entry.view.file !== entry.row.file) {
      this.#redraw(entry)
    }
    this.#changed.add(id)
    this.#tally.change(before, after, entry.row.size)
    if (before.phase === 'sending') this.#pace.toGo(id, 0)
    this.#groupsDirty = this.#attention.change(id, before, after) || this.#groupsDirty
    if (after.phase === 'uploaded') this.#moved.set(id, entry.row.size)
    else if (after.phase !== 'sending' && (this.#moved.has(id) || entry.sentBytes.peek() > 0)) {
      this.#moved.set(id, 0)
    }
    this.show()
  }

  #redraw(entry: RowEntry): void {
    const { id, name, file } = entry.row
    const view = { ...entry.view, name, file }
    this.entries.set(id, { ...entry, view })
    this.#order.remove(entry.view)
    this.#order.add(view)
    this.#rowsDirty = true
  }

  show(): void {
    if (this.#framed) return
    this.#framed = true
    this.#deps.frames(() => {
      this.#framed = false
      batch(() => this.#draw())
    })
  }

  #draw(): void {
    for (const id of this.#changed) {
      const entry = this.entries.get(id)
      if (entry) entry.state.value = entry.counted
    }
    this.#changed.clear()
    for (const [id, bytes] of this.#moved) {
      const entry = this.entries.get(id)
      if (!entry) continue
      this.#tally.progress(entry.sentBytes.peek(), bytes)
      entry.sentBytes.value = bytes
      if (entry.row.state.phase === 'sending') this.#pace.toGo(id, entry.row.size - bytes)
    }
    this.#moved.clear()
    const { rows, groups, totals, status, announcement, hashWay } = this.signals
    if (this.#rowsDirty) rows.value = this.#order.rows()
    if (this.#groupsDirty) groups.value = this.#attention.groups()
    this.#rowsDirty = !this.#order.isWhole
    this.#groupsDirty = false
    if (this.#rowsDirty) this.show()
    totals.value = this.#totals()
    status.value = statusOf(this.#tally, this)
    announcement.value = this.#announcement() ?? announcement.peek()
    hashWay.value = this.#deps.hasher.way()
    if (this.#tally.left > 0) void this.#tick()
  }

  #announcement(): string | undefined {
    const { totals, status } = this.signals
    const { counts, plan } = totals.peek()
    const said =
      status.peek() === 'review' ? this.#announcer.plan(plan) : this.#announcer.next(counts)
    const asked = this.#announcer.conflicts(this.#tally.conflicts)
    return said !== undefined && asked !== undefined ? `${said}. ${asked}` : (said ?? asked)
  }

  #totals(): RunTotals {
    const now = this.#deps.clock.now()
    this.#pace.sample(this.#tally, now)
    return {
      counts: this.#tally.counts(),
      plan: this.#tally.plan(),
      sentBytes: this.#tally.sentBytes,
      totalBytes: this.#tally.totalBytes,
      timeLeft: this.#pace.timeLeft(this.#tally, now),
      outageMs: this.#outageMs(now),
      budgetWaitMs: this.#tally.left > 0 ? this.#pace.budgetWaitMs(now) : 0,
      callsPerMinute: this.#pace.callsPerMinute(),
    }
  }

  #outageMs(now: number): number | undefined {
    const until = this.#tally.left > 0 ? this.#outageUntil : undefined
    return until === undefined ? undefined : Math.max(0, until - now)
  }

  /** Updates the time left and countdowns while nothing else happens. */
  async #tick(): Promise<void> {
    if (this.#ticking) return
    this.#ticking = true
    try {
      await this.#deps.clock.sleep(1000, NEVER)
    } finally {
      this.#ticking = false
      this.show()
    }
  }
}

// Helpers

const NOTHING_YET: RunTotals = {
  counts: new RunTally().counts(),
  plan: new RunTally().plan(),
  sentBytes: 0,
  totalBytes: 0,
  timeLeft: undefined,
  outageMs: undefined,
  budgetWaitMs: 0,
  callsPerMinute: undefined,
}
