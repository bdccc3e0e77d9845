/**
 * The layout of the module's memory, shared by the kernel's generator and its callers so that they cannot disagree.
 *
 * A state has four words per lane, stored as vectors: for each group of four lanes the four a, then the b, c and d.
 */

/** Four lanes fill one 128-bit vector; the widest kernel keeps three vectors in flight. */
export const GROUP_LANES = 4
export const MAX_GROUPS = 3
export const MAX_LANES = GROUP_LANES * MAX_GROUPS

export const BLOCK_BYTES = 64

/** One pointer per lane: the address of its next block. */
export const POINTERS = 0
/** Always 0, which the compiler cannot know. */
export const ZERO = 64
/** The 64 sine constants of RFC 1321, those of the last round less one. */
export const SINES = 256
export const STATES = 512
/** The sixteen message words of all lanes as vectors, group by group. */
export const MESSAGES = 1024
export const ARENA = 4096

/** Bytes that a lane gets at a time. Sizes from 16 to 128 kB were equally fast; with this one the arena is below 0.5 MB. */
export const LANE_PIECE_BYTES = 32 * 1024
/**
 * The distance between lanes: a piece, a block for the padding, and eight more blocks, so that the lanes' blocks do not all
 * map to the same sets of the L1 cache.
 */
export const LANE_STRIDE = LANE_PIECE_BYTES + 9 * BLOCK_BYTES

/** With one extra piece, because unused lanes of a kernel read beyond the end of their last file. */
export const MEMORY_PAGES = Math.ceil((ARENA + MAX_LANES * LANE_STRIDE + LANE_PIECE_BYTES) / 65_536)
