/** What a benchmark reports, and how interleaved runs become one figure. */

export interface Figure {
  readonly name: string
  readonly unit: string
  /** Median of our runs. */
  readonly ours: number
  /** Medians of the peers' runs, taken in turn with ours. */
  readonly peers: Readonly<Record<string, number>>
  /** The most that `ours` may be, in the unit. */
  readonly limit?: number
  /** The least ratio to a peer. */
  readonly goals?: Readonly<Record<string, number>>
  /** Limits beyond noise: exceeding them means that something is broken. The most for `ours`, the least ratio to a peer. */
  readonly gates?: Readonly<Record<string, number>>
  /** How many times better ours is than each peer; above 1 is better. */
  readonly ratio: Readonly<Record<string, number>>
  readonly runs: number
  readonly machine: string
}

export interface Contest {
  readonly name: string
  readonly unit: string
  /** Whether more is better (MB/s) or less (ms, MB, kB). */
  readonly better: 'more' | 'less'
  readonly limit?: number
  readonly goals?: Readonly<Record<string, number>>
  readonly gates?: Readonly<Record<string, number>>
  readonly runs: number
  /** Contestants so slow that they run only once. */
  readonly once?: readonly string[]
  /** One run each, in the unit. `ours` is required; the first round is a warm-up and does not count. */
  readonly contestants: Readonly<Record<string, () => Promise<number>>> & {
    readonly ours: () => Promise<number>
  }
}

/** Runs all contestants in turn, `runs` times (or once), and reports medians. */
export async function contest(plan: Contest, machine: string): Promise<Figure> {
  const samples = new Map<string, number[]>()
  for (let round = 0; round <= plan.runs; round++) {
    for (const [name, run] of Object.entries(plan.contestants)) {
      if (round !== 1 && plan.once?.includes(name)) continue
      const figure = await run()
      if (round > 0) samples.set(name, [...(samples.get(name) ?? []), figure])
    }
  }
  const medians = Object.fromEntries([...samples].map(([name, values]) => [name, median(values)]))
  const { ours = Number.NaN, ...peers } = medians
  const ratio = Object.fromEntries(
    Object.entries(peers).map(([name, theirs]) => [
      name,
      plan.better === 'more' ? ours / theirs : theirs / ours,
    ]),
  )
  const { name, unit, runs } = plan
  const limit = plan.limit === undefined ? {} : { limit: plan.limit }
  const goals = plan.goals === undefined ? {} : { goals: plan.goals }
  const gates = plan.gates === undefined ? {} : { gates: plan.gates }
  return { name, unit, ours, peers, ...limit, ...goals, ...gates, ratio, runs, machine }
}

/** Whether the figure meets its goal; true without a goal. */
export function isMet({ ours, limit, ratio, goals = {} }: Figure): boolean {
  const reached = Object.entries(goals).every(([peer, goal]) => (ratio[peer] ?? 0) >= goal)
  return reached && (limit === undefined || ours <= limit)
}

/** Whether the figure is too far off to be noise. */
export function isBroken({ ours, ratio, gates = {} }: Figure): boolean {
  return Object.entries(gates).some(([who, gate]) =>
    who === 'ours' ? !(ours <= gate) : !((ratio[who] ?? 0) >= gate),
  )
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
