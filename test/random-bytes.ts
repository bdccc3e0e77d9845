/** Bytes and numbers that look random and are the same in every run, in Node and in a page. */

/** Numbers in [0, 1): a linear congruential generator, 32 bits. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export function randomBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  const words = new Uint32Array(bytes.buffer, 0, Math.floor(length / 4))
  let state = Math.imul(seed, 0x9e3779b9) | 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  for (let at = 0; at < words.length; at++) words[at] = next()
  for (let at = words.length * 4; at < length; at++) bytes[at] = next()
  return bytes
}
