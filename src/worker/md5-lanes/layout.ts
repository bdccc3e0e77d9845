/**
 * Where things lie in the module's memory. Shared by the kernel's generator and by what feeds it, so the two
 * cannot disagree.
 *
 * A state is four words a lane, kept as vectors: for each group of four lanes the four a, then the b, c and d.
 */

/** Four lanes fill one 128-bit vector; the widest kernel keeps three vectors in flight. */
export const GROUP_LANES = 4
export const MAX_GROUPS = 3
export const MAX_LANES = GROUP_LANES * MAX_GROUPS

export const BLOCK_BYTES = 64

/** A pointer a lane: the address of its next block. */
export const POINTERS = 0
/** Always 0; the compiler cannot know. */
export const ZERO = 64
/** The 64 sine constants of RFC 1321, those of the last round less one. */
export const SINES = 256
export const STATES = 512
/** The sixteen message words of all lanes as vectors, a group after the other. */
export const MESSAGES = 1024
export const ARENA = 4096

/** Bytes that a lane is given at a time. From 16 to 128 kB all were equally fast; the arena stays below 0.5 MB. */
export const LANE_PIECE_BYTES = 32 * 1024
/**
 * From lane to lane: a piece, a block for the padding, and eight blocks more, so that the lanes' blocks do not
 * all fall into the same sets of the first-level cache.
 */
export const LANE_STRIDE = LANE_PIECE_BYTES + 9 * BLOCK_BYTES

/** With a piece to spare: lanes that a kernel has and nobody uses read on from where their last file ended. */
export const MEMORY_PAGES = Math.ceil((ARENA + MAX_LANES * LANE_STRIDE + LANE_PIECE_BYTES) / 65_536)
