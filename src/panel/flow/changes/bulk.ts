/**
 * A batch of changes: made in order within bounds, delayed while Webflow's budget is spent, retried if that can help,
 * stopped on request. Each change ends as exactly one of `done`, `failed`, `cancelled`.
 */
import { failureOf, type Failure, retryRule } from '../../../core/failure.ts'
import type { Clock } from '../../ports/run.ts'
import { backoffMs, CONCERNS_ALL } from '../jobs/retry.ts'
import type { Change, Made } from './change.ts'
import { type ChangeMaker, type Lane, laneOf, type ChangeResult } from './change-maker.ts'

export type ItemState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
export type BulkStatus = 'ready' | 'running' | 'stopping' | 'settled'

export interface BulkItem {
  readonly change: Change
  readonly state: ItemState
  /** Why it failed, or why it is being retried. */
  readonly failure: Failure | undefined
  readonly made: Made | undefined
}

export interface BulkDeps {
  readonly maker: Pick<ChangeMaker, 'make'>
  readonly clock: Clock
  readonly random: () => number
  /** Called after every change of state; maybe many times a second. */
  readonly onChange: () => void
  readonly onMade: (change: Change, made: Made) => void
}

/** Small enough for a quick stop; started changes finish. */
const AT_ONCE = 25
/** Maximum tries, including the first. */
const MOST_TRIES = 3

export class Bulk {
  readonly #items: Item[]
  readonly #deps: BulkDeps
  #stop = new AbortController()
  #status: BulkStatus = 'ready'
  /** When each lane may start again after Webflow's budget was spent, milliseconds since the epoch. */
  readonly #held = new Map<Lane, number>()

  constructor(changes: readonly Change[], deps: BulkDeps) {
    this.#deps = deps
    this.#items = changes.map((change) => ({
      change,
      state: 'waiting',
      failure: undefined,
      made: undefined,
      tries: 0,
      notBefore: 0,
    }))
  }

  get items(): readonly BulkItem[] {
    return this.#items
  }

  get status(): BulkStatus {
    return this.#status
  }

  /** When the batch continues if Webflow's budget is spent, milliseconds since the epoch; undefined otherwise. */
  get waitsUntil(): number | undefined {
    const now = this.#deps.clock.now()
    const times = [...this.#held.values()].filter((time) => time > now)
    return this.#status === 'running' && times.length > 0 ? Math.max(...times) : undefined
  }

  /** Resolves when everything has settled. Never rejects. */
  async run(): Promise<void> {
    this.#stop = new AbortController()
    this.#setStatus('running')
    while (!this.#stop.signal.aborted) {
      const next = this.#next()
      if (next.length > 0) await this.#make(next)
      else if (!(await this.#rest())) break
    }
    for (const item of this.#items) if (item.state === 'waiting') item.state = 'cancelled'
    this.#setStatus('settled')
  }

  /** Starts nothing new; started changes finish and report. */
  stop(): void {
    if (this.#status !== 'running') return
    this.#status = 'stopping'
    this.#stop.abort()
    this.#deps.onChange()
  }

  /** Resets items in these states to `waiting`; call `run` to continue. */
  again(states: readonly ItemState[] = ['failed']): void {
    for (const item of this.#items) {
      if (!states.includes(item.state)) continue
      Object.assign(item, { state: 'waiting', failure: undefined, tries: 0, notBefore: 0 })
    }
  }

  /** The changes that undo everything undoable, last first. */
  undo(): readonly Change[] {
    return this.#items.flatMap((item) => item.made?.undo() ?? []).toReversed()
  }

  /** The next changes of one lane that may start now. */
  #next(): readonly Item[] {
    const now = this.#deps.clock.now()
    const ready = this.#items.filter(
      (item) => item.state === 'waiting' && this.#beginsAt(item) <= now,
    )
    const [first] = ready
    if (!first) return []
    const lane = laneOf(first.change)
    return ready.filter(({ change }) => laneOf(change) === lane).slice(0, AT_ONCE)
  }

  async #make(items: readonly Item[]): Promise<void> {
    for (const item of items) item.state = 'running'
    this.#deps.onChange()
    let failure: Failure | undefined
    try {
      const changes = items.map(({ change }) => change)
      const take = (index: number, outcome: ChangeResult): void => this.#take(items[index], outcome)
      await this.#deps.maker.make(changes, take, this.#stop.signal)
    } catch (error) {
      failure = failureOf(error, 'internal')
    }
    for (const item of items) {
      if (item.state !== 'running') continue
      if (failure) this.#fail(item, failure)
      else item.state = 'waiting'
    }
    this.#deps.onChange()
  }

  #take(item: Item | undefined, outcome: ChangeResult): void {
    if (item?.state !== 'running') return
    if (outcome.type === 'done') {
      item.state = 'done'
      item.made = outcome.made
      item.failure = undefined
      this.#deps.onMade(item.change, outcome.made)
    } else if (outcome.type === 'wait') {
      item.state = 'waiting'
      this.#held.set(laneOf(item.change), this.#deps.clock.now() + outcome.retryAfterMs)
    } else this.#fail(item, outcome.failure)
    this.#deps.onChange()
  }

  #fail(item: Item, failure: Failure): void {
    item.failure = failure
    item.tries += 1
    if (retryRule(failure) === 'automatic' && item.tries < MOST_TRIES) {
      const ms = backoffMs(item.tries, this.#deps.random, failure.retryAfterMs)
      item.state = 'waiting'
      item.notBefore = this.#deps.clock.now() + ms
      return
    }
    item.state = 'failed'
    if (!CONCERNS_ALL.has(failure.code)) return
    for (const other of this.#items) {
      if (other.state === 'waiting') Object.assign(other, { state: 'failed', failure })
    }
  }

  /** Waits until the next change may start. False if none is left. */
  async #rest(): Promise<boolean> {
    const times = this.#items.flatMap((item) =>
      item.state === 'waiting' ? this.#beginsAt(item) : [],
    )
    if (times.length === 0) return false
    const { clock } = this.#deps
    this.#deps.onChange()
    try {
      await clock.sleep(Math.max(0, Math.min(...times) - clock.now()), this.#stop.signal)
    } catch {
      // Stopped: the caller's loop checks the signal.
    }
    return true
  }

  #setStatus(status: 'running' | 'settled'): void {
    this.#status = status
    this.#held.clear()
    this.#deps.onChange()
  }

  #beginsAt({ change, notBefore }: Item): number {
    return Math.max(notBefore, this.#held.get(laneOf(change)) ?? 0)
  }
}

// Helpers

interface Item {
  readonly change: Change
  state: ItemState
  failure: Failure | undefined
  made: Made | undefined
  tries: number
  /** Milliseconds since the epoch. */
  notBefore: number
}
