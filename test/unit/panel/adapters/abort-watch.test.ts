import { describe, expect, it, vi } from 'vitest'
import { AbortWatch } from '../../../../src/panel/adapters/hashing/abort-watch.ts'

describe('things that share a signal', () => {
  it('end with it, each once, and only those that are still watched', () => {
    const ended: string[] = []
    const watch = new AbortWatch<string>((thing) => ended.push(thing))
    const [run, other] = [new AbortController(), new AbortController()]
    for (const thing of ['a', 'b', 'c']) watch.add(run.signal, thing)
    watch.add(other.signal, 'd')
    watch.delete(run.signal, 'b')
    run.abort()
    expect(ended).toEqual(['a', 'c'])
    other.abort()
    expect(ended).toEqual(['a', 'c', 'd'])
  })

  it('may be deleted while they end', () => {
    const ended: string[] = []
    const { signal, abort } = controlled()
    const watch: AbortWatch<string> = new AbortWatch((thing) => {
      ended.push(thing)
      watch.delete(signal, thing)
    })
    for (const thing of ['a', 'b', 'c']) watch.add(signal, thing)
    abort()
    expect(ended).toEqual(['a', 'b', 'c'])
  })

  it('have one listener between them, which goes with the last and comes back', () => {
    const { signal } = controlled()
    const [came, went] = [
      vi.spyOn(signal, 'addEventListener'),
      vi.spyOn(signal, 'removeEventListener'),
    ]
    const watch = new AbortWatch<number>(() => undefined)
    for (let thing = 0; thing < 100; thing++) watch.add(signal, thing)
    expect(came).toHaveBeenCalledTimes(1)
    for (let thing = 0; thing < 100; thing++) watch.delete(signal, thing)
    expect(went).toHaveBeenCalledTimes(1)
    watch.add(signal, 0)
    expect(came).toHaveBeenCalledTimes(2)
  })
})

// Helpers

function controlled(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}
