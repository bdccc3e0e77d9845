/** The MD5 lanes in Chromium. */
import { createMD5 } from 'hash-wasm'
import { describe, expect, it } from 'vitest'
import { createLanesHasher } from '../../../src/worker/md5-lanes/lanes-hasher.ts'
import { LANE_PIECE_BYTES } from '../../../src/worker/md5-lanes/layout.ts'
import { randomBytes, seeded } from '../../random-bytes.ts'
import { MD5_VECTORS } from '../../md5-vectors.ts'

const hasher = await createLanesHasher()
const peer = await createMD5()
const reference = (bytes: Uint8Array): string => peer.init().update(bytes).digest('hex')
const ofLengths = (lengths: readonly number[]): Uint8Array[] =>
  lengths.map((length, index) => randomBytes(length, index + 1))

describe('the MD5 lanes in Chromium', () => {
  it('match the vectors of RFC 1321', () => {
    const files = MD5_VECTORS.map(([text]) => new TextEncoder().encode(text))
    expect(hasher.hashMany(files)).toEqual(MD5_VECTORS.map(([, md5]) => md5))
  })

  it('are right for every length up to 300, up to sixteen at a time', () => {
    for (let count = 1; count <= 16; count++) {
      for (let length = 0; length <= 300; length++) {
        const files = ofLengths(Array.from({ length: count }, (_, at) => length + at * 37))
        expect(hasher.hashMany(files)).toEqual(files.map(reference))
      }
    }
  })

  it('are right for mixed lengths, also once optimised', () => {
    const next = seeded(11)
    for (let mix = 0; mix < 40; mix++) {
      const lengths = Array.from({ length: 1 + Math.floor(next() * 40) }, () =>
        Math.floor(Math.exp(next() * 14)),
      )
      const files = ofLengths([...lengths, LANE_PIECE_BYTES, 0])
      expect(hasher.hashMany(files)).toEqual(files.map(reference))
    }
  })

  it('hash the bytes of a blob', async () => {
    const files = ofLengths([100, 70_000, 5])
    const buffer = await new Blob(files as Uint8Array<ArrayBuffer>[]).arrayBuffer()
    const views = [
      new Uint8Array(buffer, 0, 100),
      new Uint8Array(buffer, 100, 70_000),
      new Uint8Array(buffer, 70_100, 5),
    ]
    expect(hasher.hashMany(views)).toEqual(files.map(reference))
  })

  it.each([
    ["script-src 'self' 'unsafe-inline'", /CompileError.*Content Security Policy/],
    ["script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'", /^works$/],
  ])('start, or say why not, under the policy %s', async (policy, outcome) => {
    expect(await startUnder(policy)).toMatch(outcome)
  })
})

// Helpers

/** Starts the lanes in a frame with a policy of its own; gives `works`, or what they reject with. */
async function startUnder(policy: string): Promise<string> {
  const module = new URL('../../../src/worker/md5-lanes/lanes-hasher.ts', import.meta.url).href
  const frame = document.createElement('iframe')
  const answer = new Promise<string>((resolve) => {
    const listen = (event: MessageEvent): void => {
      if (event.source !== frame.contentWindow) return
      removeEventListener('message', listen)
      resolve(String(event.data))
    }
    addEventListener('message', listen)
  })
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module">
      import { createLanesHasher } from ${JSON.stringify(module)}
      const outcome = await createLanesHasher().then(() => 'works', String)
      parent.postMessage(outcome, origin)
    </script>`
  document.body.append(frame)
  try {
    return await answer
  } finally {
    frame.remove()
  }
}
