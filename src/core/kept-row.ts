/**
 * A row as the journal stores it: enough to resume it, and no secret (no ticket). Stored rows are parsed by these
 * schemas; `stored-rows.ts` handles rows that do not fit.
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

/** The states of `RowState` in which a row can end. */
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
  // No depth limit, unlike `Place`: a row refused for its depth is stored too.
  place: v.object({ ...Place.entries, path: v.array(anyText) }),
  /** null: not hashed yet. */
  md5: v.nullable(md5),
  /** Held for review. */
  held: v.boolean(),
  /** Upload as a new asset even though the site has the bytes. */
  anew: v.boolean(),
  /** An asset has its name: ask a person before uploading, unless the conflict is gone by then. */
  asks: v.exactOptional(v.literal(true)),
  /** The asset with its name. Missing where `asks` was stored by a version that compared names before bytes. */
  conflict: v.exactOptional(AssetSummary),
  /** Upload beside the asset that has its name. */
  keptBoth: v.exactOptional(v.literal(true)),
  /** null: not settled. */
  end: v.nullable(KeptEnd),
})
export type KeptRow = v.InferOutput<typeof KeptRow>
