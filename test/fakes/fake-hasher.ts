import SparkMD5 from 'spark-md5'
import { md5Hex, type Md5Hex } from '../../src/core/brands.ts'
import { FailureError, type Failure } from '../../src/core/failure.ts'
import type { Hasher, HashWay } from '../../src/panel/ports/run.ts'

const AT_ONCE = 4

/** Hashes on the test's thread, a few files at a time and in order, as the contract requires. */
export class FakeHasher implements Hasher {
  readonly started: Blob[] = []
  mostAtOnce = 0
  /** Failures for the next digests, in order. */
  readonly failNext: Failure[] = []
  #queue: (() => void)[] = []
  #busy = 0
  #way: HashWay | undefined
  readonly #over = new AbortController()
  #held: Promise<void> | undefined

  way(): HashWay | undefined {
    return this.#way
  }

  /** Holds all digests that start from now on, until the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined
    this.#held = new Promise((resolve) => (release = resolve))
    return () => {
      this.#held = undefined
      release()
    }
  }

  /** Lets digests that start from now on pass; held ones stay held. */
  passNow(): void {
    this.#held = undefined
  }

  digest(
    file: Blob,
    options: { readonly signal: AbortSignal; readonly onProgress?: (bytes: number) => void },
  ): Promise<Md5Hex> {
    const signal = AbortSignal.any([options.signal, this.#over.signal])
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(new FailureError(STOPPED))
      if (signal.aborted) {
        stop()
        return
      }
      signal.addEventListener('abort', stop, { once: true })
      const start = (): void => {
        if (signal.aborted) {
          this.#next()
          return
        }
        this.#busy += 1
        this.mostAtOnce = Math.max(this.mostAtOnce, this.#busy)
        this.started.push(file)
        let over = false
        const end = (): void => {
          if (over) return
          over = true
          signal.removeEventListener('abort', end)
          this.#busy -= 1
          this.#next()
        }
        signal.addEventListener('abort', end, { once: true })
        this.#digest(file, options.onProgress)
          .then(resolve, reject)
          .finally(() => {
            signal.removeEventListener('abort', stop)
            end()
          })
      }
      if (this.#busy < AT_ONCE) start()
      else this.#queue.push(start)
    })
  }

  dispose(): void {
    this.#over.abort()
    this.#queue = []
  }

  async #digest(file: Blob, onProgress?: (bytes: number) => void): Promise<Md5Hex> {
    this.#way = { engine: 'javascript', place: 'page' }
    const held = this.#held
    const failure = this.failNext.shift()
    if (held) await held
    if (failure) throw new FailureError(failure)
    const buffer = await file.arrayBuffer()
    if (buffer.byteLength !== file.size) {
      throw new FailureError({ code: 'file-changed', message: 'The file changed.' })
    }
    onProgress?.(buffer.byteLength)
    return md5Hex(SparkMD5.ArrayBuffer.hash(buffer))
  }

  #next(): void {
    if (this.#busy < AT_ONCE) this.#queue.shift()?.()
  }
}

const STOPPED: Failure = { code: 'aborted', message: 'Hashing was stopped on request.' }
