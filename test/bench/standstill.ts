/** How long the page blocks: in processor time, and as a person sees it on this machine. */
import type { Page } from 'playwright'
import type { Figure } from './figure.ts'

/** What the Long Tasks API calls long. */
export const LIMIT_MS = 50

export interface Standstill {
  /** Milliseconds of processor time of the longest task on the page's main threads, independent of other load. */
  readonly cpu: number
  /** Milliseconds: the longest time that the page did not respond, including time waiting for a processor. */
  readonly wall: number
}

/** A figure for each step, and one for what a person sees of all of them. `what` they were done with. */
export function standstillFigures(
  what: string,
  steps: readonly (readonly [step: string, standstill: Standstill])[],
  machine: string,
  runs = 1,
): readonly Figure[] {
  const figure = (name: string, ours: number, gate: number): Figure => ({
    name,
    unit: 'ms',
    ours,
    limit: LIMIT_MS,
    gates: { ours: gate },
    peers: {},
    ratio: {},
    runs,
    machine,
  })
  return [
    ...steps.map(([step, { cpu }]) =>
      figure(`longest task, processor time, with ${what}: ${step}`, cpu, 2 * LIMIT_MS),
    ),
    figure(
      `longest time that the page does not answer, with ${what}, all processes on this machine`,
      Math.max(...steps.map(([, { wall }]) => wall)),
      20 * LIMIT_MS,
    ),
  ]
}

/** Milliseconds of processor time of the longest task while `act` runs, in any document of the browser. */
export async function longestCpu(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser()
  if (!browser) throw new Error('The page belongs to no browser that can be traced.')
  await browser.startTracing(page, { categories: ['toplevel'] })
  await act()
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[]
  }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const mains = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  )
  const tasks = trace.traceEvents.filter(
    (event) => event.ph === 'X' && event.name.includes('RunTask') && mains.has(threadOf(event)),
  )
  if (tasks.length === 0) throw new Error('The trace has no task.')
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000
}

// Helpers

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds of the thread's own time. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}
