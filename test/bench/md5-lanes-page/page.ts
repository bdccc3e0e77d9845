/** What the benchmark of the MD5 lanes calls in Chromium. */
import { randomBytes } from '../../random-bytes.ts'
import { megabytesPerSecond, memoryWays } from './memory-ways.ts'

export type PageWay = 'lanes' | 'hash-wasm' | 'kernel-8' | 'kernel-4'

declare global {
  interface Window {
    /** Megabytes a second; files as `benchLanes` says. */
    readonly measureLanes: (way: PageWay, count: number, bytes: number) => Promise<number>
  }
}

const starting = memoryWays()

Object.assign(window, {
  async measureLanes(way: PageWay, count: number, bytes: number): Promise<number> {
    const ways = await starting
    if (way === 'kernel-8') return ways.kernel(8)
    if (way === 'kernel-4') return ways.kernel(4)
    const files = Array.from({ length: count }, (_, seed) => randomBytes(bytes, seed + 1))
    const [ours, theirs] = [ways.lanes(files), ways.hashWasm(files)]
    if (ours.join() !== theirs.join()) throw new Error('The lanes and hash-wasm disagree.')
    const run = way === 'lanes' ? ways.lanes : ways.hashWasm
    return megabytesPerSecond(count * bytes, () => run(files))
  },
})
