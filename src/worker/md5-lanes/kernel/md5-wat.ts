/**
 * Generates the text of the MD5 module: one function per number of lanes, all from the same description.
 *
 * The structure follows measurements of V8. The sixteen steps of a round are a loop over four steps, and every step ends
 * with a branch that is never taken. V8 orders instructions within a basic block by their dependencies: without these
 * branches it would emit the whole chain of one group and then that of the next, too far apart for the processor to
 * overlap them, and two groups would be no faster than one. Sums add the word that is computed last at the end.
 */
import { BLOCK_BYTES, MEMORY_PAGES, MESSAGES, POINTERS, SINES, STATES, ZERO } from '../layout.ts'
import { SCALAR, VECTOR, type Words, constant, get, i32, set } from './words.ts'

/** The exported kernels and their number of groups; 0 is the scalar one. Each takes the number of blocks, at least 1. */
export const KERNELS = { lanes12: 3, lanes8: 2, lanes4: 1, lane1: 0 } as const

/** WebAssembly text: exports `memory` and the kernels. */
export function md5Wat(): string {
  const kernels = Object.entries(KERNELS).map(([name, groups]) =>
    groups === 0 ? kernel(name, SCALAR, ['']) : kernel(name, VECTOR, groupNames(groups)),
  )
  return `(module
    (memory (export "memory") ${MEMORY_PAGES} ${MEMORY_PAGES})
    (data ${constant(SINES)} "${sines()}")
    ${kernels.join('\n')})`
}

/** A round as in RFC 1321, 3.4: the order of its message words, its shifts, its function. */
interface Round {
  readonly shifts: readonly [number, number, number, number]
  readonly first: number
  readonly stride: number
  /** `sum` plus the round's function of b, c and d. */
  mix(words: Words, sum: string, b: string, c: string, d: string): string
}

const ROUNDS: readonly Round[] = [
  {
    shifts: [7, 12, 17, 22],
    first: 0,
    stride: 1,
    mix: (w, sum, b, c, d) => w.add(sum, w.select(b, c, d)),
  },
  {
    shifts: [5, 9, 14, 20],
    first: 1,
    stride: 5,
    // The two halves share no bits, so they can be added instead of or-ed, which shortens the chain from b.
    mix: (w, sum, b, c, d) => w.add(w.add(sum, w.andNot(c, d)), w.and(b, d)),
  },
  {
    shifts: [4, 11, 16, 23],
    first: 5,
    stride: 3,
    mix: (w, sum, b, c, d) => w.add(sum, w.xor(b, w.xor(c, d))),
  },
  {
    shifts: [6, 10, 15, 21],
    first: 0,
    stride: 7,
    // Adds c ^ (b | ~d) as -1 - ~(c ^ (b | ~d)); the -1 is in the sine table.
    mix: (w, sum, b, c, d) => w.subtract(sum, w.lastRound(b, c, d)),
  },
]

const STEPS = 4

// Helpers

const groupNames = (groups: number): string[] =>
  Array.from({ length: groups }, (_, group) => String(group))

/** One function: `groups` are suffixes of the locals a, b, c, d, one set for each group. */
function kernel(name: string, words: Words, groups: readonly string[]): string {
  const cut = neverTaken()
  return `(func (export "${name}") (param $blocks i32)
    (local $at i32) (local $i i32) (local $message i32) (local $zero i32)
    ${groups.map((group) => locals(words, group)).join('\n')}
    ${set('zero', `(i32.load offset=${ZERO} ${constant(0)})`)}
    ${eachWord(groups, (word, address) => set(word, words.load(address)))}
    (block $never (loop $block
      ${words === VECTOR ? transposed(groups) : set('message0', i32.add(pointer(0), get('at')))}
      ${ROUNDS.map((round, index) => rolled(round, index, words, groups, cut)).join('\n')}
      ${eachWord(groups, (word, address) => words.store(address, `(local.tee $${word} ${words.add(get(word), words.load(address))})`))}
      ${set('at', i32.add(get('at'), constant(BLOCK_BYTES)))}
      (br_if $block (local.tee $blocks ${i32.add(get('blocks'), constant(-1))})))))`
}

function locals(words: Words, group: string): string {
  const scratch =
    words === VECTOR
      ? ['p', 'q', 'r', 's', 't', 'u'].map((name) => `(local $${name}${group} v128)`)
      : ['(local $message0 i32)']
  const state = ['a', 'b', 'c', 'd', 'sum'].map((name) => `(local $${name}${group} ${words.type})`)
  return [...state, ...scratch].join(' ')
}

/** Calls `what` with each state word of each group and its address. */
function eachWord(
  groups: readonly string[],
  what: (word: string, address: number) => string,
): string {
  return groups
    .flatMap((group) =>
      ['a', 'b', 'c', 'd'].map((word, index) =>
        what(word + group, STATES + Number(group) * 64 + index * 16),
      ),
    )
    .join('\n')
}

/** Four iterations of four steps; `i` is 16 times the iteration, the offset of its sines. */
function rolled(
  round: Round,
  index: number,
  words: Words,
  groups: readonly string[],
  cut: () => string,
): string {
  const steps = round.shifts.map((shift, step) => {
    // The roles of the words rotate by one per step.
    const [a, b, c, d] = ['a', 'b', 'c', 'd', 'a', 'b', 'c'].slice(-step & 3)
    const offset = i32.add(
      i32.multiply(get('i'), constant((round.stride * words.bytes) / STEPS)),
      constant((round.first + round.stride * step) * words.bytes),
    )
    const sine = words.loadConstant(SINES + (index * 16 + step) * 4, get('i'))
    const work = groups.map((group) => {
      const sum = `sum${group}`
      return [
        set(sum, words.add(get(a + group), words.add(sine, words.message(group)))),
        set(sum, round.mix(words, get(sum), get(b + group), get(c + group), get(d + group))),
        set(a + group, words.add(get(b + group), words.rotate(get(sum), shift))),
      ].join('\n')
    })
    const wrapped = i32.and(offset, constant(16 * words.bytes - 1))
    return [set('message', wrapped), ...work, cut()].join('\n')
  })
  return `${set('i', constant(0))} (loop $round${index}
    ${steps.join('\n')}
    (br_if $round${index} (i32.lt_u (local.tee $i ${i32.add(get('i'), constant(16))}) ${constant(64)})))`
}

/** Ends a basic block. Each branch compares with its own number, or V8 would remove the later ones as redundant. */
function neverTaken(): () => string {
  let number = 0
  return () => `(br_if $never (i32.eq ${get('zero')} ${constant(++number)}))`
}

/** For each group, transposes four blocks of sixteen words into sixteen vectors of four lanes, four words at a time. */
function transposed(groups: readonly string[]): string {
  const quarter = i32.add(get('at'), get('i'))
  const work = groups.map((group) => {
    const rows = ['p', 'q', 'r', 's'].map((row, lane) =>
      set(row + group, `(v128.load ${i32.add(pointer(Number(group) * 4 + lane), quarter)})`),
    )
    const mix = (picked: readonly number[], low: string, high: string): string =>
      shuffle(picked, get(low + group), get(high + group))
    const store = (column: number, vector: string): string =>
      `(v128.store offset=${MESSAGES + Number(group) * 256 + column * 16} (i32.shl ${get('i')} ${constant(2)}) ${vector})`
    return [
      ...rows,
      set(`t${group}`, mix([0, 4, 1, 5], 'p', 'q')),
      set(`u${group}`, mix([0, 4, 1, 5], 'r', 's')),
      set(`p${group}`, mix([2, 6, 3, 7], 'p', 'q')),
      set(`r${group}`, mix([2, 6, 3, 7], 'r', 's')),
      store(0, mix([0, 1, 4, 5], 't', 'u')),
      store(1, mix([2, 3, 6, 7], 't', 'u')),
      store(2, mix([0, 1, 4, 5], 'p', 'r')),
      store(3, mix([2, 3, 6, 7], 'p', 'r')),
    ].join('\n')
  })
  return `${set('i', constant(0))} (loop $transpose
    ${work.join('\n')}
    (br_if $transpose (i32.lt_u (local.tee $i ${i32.add(get('i'), constant(16))}) ${constant(64)})))`
}

/** Picks four words out of eight. */
function shuffle(picked: readonly number[], low: string, high: string): string {
  const bytes = picked.flatMap((word) => [0, 1, 2, 3].map((byte) => word * 4 + byte))
  return `(i8x16.shuffle ${bytes.join(' ')} ${low} ${high})`
}

const pointer = (lane: number): string => `(i32.load offset=${POINTERS + lane * 4} ${constant(0)})`

function sines(): string {
  return Array.from({ length: 64 }, (_, step) => {
    const sine = Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32) - (step < 48 ? 0 : 1)
    return [0, 8, 16, 24]
      .map((shift) => `\\${((sine >>> shift) & 255).toString(16).padStart(2, '0')}`)
      .join('')
  }).join('')
}
