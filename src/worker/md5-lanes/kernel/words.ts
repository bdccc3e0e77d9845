/** The arithmetic of one lane or of four lanes at once, as WebAssembly text. */
import { MESSAGES } from '../layout.ts'

/** The operations of MD5 on its words: `SCALAR` for one lane, `VECTOR` for four. */
export interface Words {
  readonly type: 'i32' | 'v128'
  /** Bytes per message word. */
  readonly bytes: number
  add(x: string, y: string): string
  subtract(x: string, y: string): string
  and(x: string, y: string): string
  /** x & ~y */
  andNot(x: string, y: string): string
  xor(x: string, y: string): string
  /** Takes bits from x where the mask is 1, else from y. */
  select(mask: string, x: string, y: string): string
  /** ~(c ^ (b | ~d)), in the form with the shortest dependency chain from b. */
  lastRound(b: string, c: string, d: string): string
  rotate(x: string, by: number): string
  load(address: number): string
  store(address: number, value: string): string
  /** The word at `offset` + `index`, the same for all lanes. */
  loadConstant(offset: number, index: string): string
  /** The message word at the local `message`. */
  message(group: string): string
}

export const get = (name: string): string => `(local.get $${name})`
export const set = (name: string, value: string): string => `(local.set $${name} ${value})`
export const constant = (value: number): string => `(i32.const ${value})`

export const i32 = {
  add: binary('i32.add'),
  and: binary('i32.and'),
  multiply: binary('i32.mul'),
}

export const SCALAR: Words = {
  type: 'i32',
  bytes: 4,
  add: binary('i32.add'),
  subtract: binary('i32.sub'),
  and: binary('i32.and'),
  andNot: (x, y) => `(i32.and ${x} ${not(y)})`,
  xor: binary('i32.xor'),
  select: (mask, x, y) => `(i32.xor ${y} (i32.and ${mask} (i32.xor ${x} ${y})))`,
  lastRound: (b, c, d) => `(i32.xor ${not(c)} (i32.or ${b} ${not(d)}))`,
  rotate: (x, by) => `(i32.rotl ${x} ${constant(by)})`,
  load: (address) => `(i32.load offset=${address} ${constant(0)})`,
  store: (address, value) => `(i32.store offset=${address} ${constant(0)} ${value})`,
  loadConstant: (offset, index) => `(i32.load offset=${offset} ${index})`,
  message: () => `(i32.load ${i32.add(get('message0'), get('message'))})`,
}

export const VECTOR: Words = {
  type: 'v128',
  bytes: 16,
  add: binary('i32x4.add'),
  subtract: binary('i32x4.sub'),
  and: binary('v128.and'),
  andNot: binary('v128.andnot'),
  xor: binary('v128.xor'),
  select: (mask, x, y) => `(v128.bitselect ${x} ${y} ${mask})`,
  lastRound: (b, c, d) => `(v128.xor ${c} (v128.andnot ${d} ${b}))`,
  rotate: (x, by) =>
    `(v128.or (i32x4.shl ${x} ${constant(by)}) (i32x4.shr_u ${x} ${constant(32 - by)}))`,
  load: (address) => `(v128.load offset=${address} ${constant(0)})`,
  store: (address, value) => `(v128.store offset=${address} ${constant(0)} ${value})`,
  loadConstant: (offset, index) => `(v128.load32_splat offset=${offset} ${index})`,
  message: (group) => `(v128.load offset=${MESSAGES + Number(group) * 256} ${get('message')})`,
}

// Helpers

function binary(instruction: string): (x: string, y: string) => string {
  return (x, y) => `(${instruction} ${x} ${y})`
}

function not(x: string): string {
  return `(i32.xor ${x} ${constant(-1)})`
}
