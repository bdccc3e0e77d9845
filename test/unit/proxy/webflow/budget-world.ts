/** A Webflow that counts, runs that spend, and the time between them: what a budget's tests are played in. */
import type { CallKind } from '../../../../src/proxy/webflow/budget-rules.ts'
import { Budget, type CallAnswer } from '../../../../src/proxy/webflow/budget.ts'
import { openSql } from '../../../../src/proxy/hosts/node-sql.ts'
import { ProxyClock } from '../../../fakes/proxy-host.ts'

export type WindowKind = 'fixed' | 'sliding'

export interface Ways {
  /** Seconds that `Retry-After` says, whatever is true. */
  readonly word?: number
  /** Somebody else calls with the same token, each so many milliseconds. */
  readonly strangersEvery?: number
  /** What the twentieth answer says besides, whatever is true. */
  readonly lie?: CallAnswer
}

/** A server that counts as Webflow might, and answers as its headers do. */
export class Server {
  readonly limit: number
  readonly windowMs: number
  readonly kind: WindowKind
  refused = 0
  readonly #ways: Ways
  #times: number[] = []
  #answers = 0
  #strangerAt: number | undefined

  constructor(limit: number, windowMs: number, kind: WindowKind, ways: Ways = {}) {
    this.limit = limit
    this.windowMs = windowMs
    this.kind = kind
    this.#ways = ways
  }

  call(now: number): CallAnswer {
    const { strangersEvery } = this.#ways
    if (strangersEvery !== undefined) {
      this.#strangerAt ??= now + strangersEvery
      for (; this.#strangerAt <= now; this.#strangerAt += strangersEvery) {
        this.#answer(this.#strangerAt)
      }
    }
    const answer = this.#answer(now)
    if (answer.status === 429) this.refused += 1
    return ++this.#answers === 20 ? { ...answer, ...this.#ways.lie } : answer
  }

  #answer(now: number): CallAnswer {
    const inside = (time: number) => time > now - this.windowMs
    const first = this.#times[0] ?? now
    this.#times =
      this.kind === 'sliding' ? this.#times.filter(inside) : inside(first) ? this.#times : []
    const waitMs = (this.#times[0] ?? now) + this.windowMs - now
    const retryAfterMs = 1000 * (this.#ways.word ?? Math.max(1, Math.ceil(waitMs / 1000)))
    if (this.#times.length >= this.limit) {
      return { status: 429, limit: this.limit, remaining: 0, retryAfterMs }
    }
    this.#times.push(now)
    const remaining = this.limit - this.#times.length
    return { status: 200, limit: this.limit, remaining, retryAfterMs }
  }
}

export interface Run {
  readonly name: string
  readonly calls: number
  readonly startsAt?: number
  readonly kind?: CallKind
  /** Milliseconds between the calls of somebody who clicks; undefined: as fast as may be. */
  readonly every?: number
}

export interface Spent {
  /** Milliseconds from the start of the play to the run's last answer. */
  readonly endedAt: number
  /** When each call was answered. */
  readonly answers: readonly number[]
  /** The longest that one of its calls had to wait for its turn. */
  readonly longestWait: number
}

/** Plays runs against a server, each with twelve lanes, until all have ended. */
export class Play {
  readonly clock = new ProxyClock()
  readonly budget = new Budget(openSql('file::memory:'), 'token', this.clock)
  readonly server: Server
  readonly #latencyMs: number
  readonly #startedAt = this.clock.now()
  readonly #events: { readonly at: number; readonly happen: () => void }[] = []

  constructor(server: Server, latencyMs = 40) {
    this.server = server
    this.#latencyMs = latencyMs
  }

  get elapsed(): number {
    return this.clock.now() - this.#startedAt
  }

  play(...runs: readonly Run[]): readonly Spent[] {
    const spents = runs.map((run) => this.#start(run))
    for (;;) {
      this.#events.sort((a, b) => a.at - b.at)
      const next = this.#events.shift()
      if (!next) break
      this.clock.advance(Math.max(0, next.at - this.elapsed))
      next.happen()
    }
    return spents.map((answers) => ({
      endedAt: Math.max(...answers.map(({ at }) => at)),
      answers: answers.map(({ at }) => at),
      longestWait: Math.max(...answers.map(({ waited }) => waited)),
    }))
  }

  #at(at: number, happen: () => void): void {
    this.#events.push({ at, happen })
  }

  #start({ name, calls, startsAt = 0, kind = 'bulk', every }: Run) {
    const answers: { at: number; waited: number }[] = []
    let left = calls
    const lane = () => {
      if (left-- > 0) this.#once(kind, name, this.elapsed, lane, answers)
    }
    if (every === undefined) for (let i = 0; i < 12; i++) this.#at(startsAt, lane)
    else {
      const click = () => {
        this.#once(kind, name, this.elapsed, () => {}, answers)
      }
      for (let i = 0; i < calls; i++) this.#at(startsAt + i * every, click)
    }
    return answers
  }

  #once(
    kind: CallKind,
    run: string,
    since: number,
    then: () => void,
    answers: { at: number; waited: number }[],
  ): void {
    const taken = this.budget.take(kind, run)
    if (!taken.ok) {
      this.#at(this.elapsed + taken.waitMs, () => {
        this.#once(kind, run, since, then, answers)
      })
      return
    }
    const waited = this.elapsed - since
    this.#at(this.elapsed + this.#latencyMs / 2, () => {
      const answer = this.server.call(this.clock.now())
      this.#at(this.elapsed + this.#latencyMs / 2, () => {
        this.budget.settle(taken.call, answer)
        if (answer.status === 429) this.#once(kind, run, since, then, answers)
        else {
          answers.push({ at: this.elapsed, waited })
          then()
        }
      })
    })
  }
}
