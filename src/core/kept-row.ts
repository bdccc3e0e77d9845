/**
 * A row as the journal keeps it across pages: enough to go on with it, and nothing that is a secret (no ticket). What
 * comes out of a store is parsed by these schemas; `stored-rows.ts` says what becomes of a row that does not fit.
 */
import * as v from 'valibot'
import { rowId } from './brands.ts'
import { AssetRefSchema, AssetSummary, byteCount, FailureSchema, md5, Place } from './wire.ts'

const id = v.pipe(v.number(), v.integer(), v.minValue(1), v.transform(rowId))
const anyText = v.string()

const existing = {
  md5,
  asset: AssetRefSchema,
  choice: v.picklist(['undecided', 'keep', 'skip', 'moved']),
  trouble: v.exactOptional(FailureSchema),
  handedBack: v.exactOptional(v.literal(true)),
}

/** How a row ended, in the words of `RowState`. */
export const KeptEnd = v.variant('phase', [
  v.object({ phase: v.literal('uploaded'), md5, asset: AssetRefSchema }),
  v.object({ phase: v.literal('replaced'), md5, asset: AssetRefSchema }),
  v.object({
    phase: v.literal('conflict'),
    md5,
    existing: AssetSummary,
    choice: v.literal('skip'),
  }),
  v.object({ phase: v.literal('existing'), ...existing }),
  v.object({ phase: v.literal('twin'), of: id, ...existing }),
  v.object({ phase: v.literal('refused'), failure: FailureSchema }),
  v.object({ phase: v.literal('failed'), failure: FailureSchema, md5: v.optional(md5) }),
  v.object({ phase: v.literal('cancelled'), md5: v.optional(md5) }),
])
export type KeptEnd = v.InferOutput<typeof KeptEnd>

export const KeptRow = v.object({
  id,
  /** The file's own name, and the directories around it in the drop. */
  fileName: anyText,
  path: v.array(anyText),
  size: byteCount,
  /** Milliseconds since the epoch. */
  modified: v.number(),
  /** The name on the site. */
  name: anyText,
  // A row that lies too deep is kept, too: it says so.
  place: v.object({ ...Place.entries, path: v.array(anyText) }),
  /** null: it was not hashed to the end. */
  md5: v.nullable(md5),
  /** It waits for a person's start. */
  held: v.boolean(),
  /** A new asset is wanted though the site has the bytes. */
  anew: v.boolean(),
  /** It is not uploaded before a person was asked, or nothing is left to ask: an asset has its name. */
  asks: v.exactOptional(v.literal(true)),
  /** The asset that has its name. Without it, `asks` is from a version that compared names before bytes. */
  conflict: v.exactOptional(AssetSummary),
  /** It is uploaded beside the asset that has its name. */
  keptBoth: v.exactOptional(v.literal(true)),
  /** null: there is something left to do. */
  end: v.nullable(KeptEnd),
})
export type KeptRow = v.InferOutput<typeof KeptRow>
