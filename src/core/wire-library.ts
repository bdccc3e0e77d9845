/**
 * The library's messages between panel and proxy (`wire.ts` has the uploads): the assets of a site, and changes to them.
 * The same rules apply: all calls carry the session, and every failure answers `ErrorBody`. NDJSON answers have one JSON
 * object per line and end with a line of type `end`; without it, the answer was cut off.
 *
 * | call                         | request                 | answer                            |
 * | ---------------------------- | ----------------------- | --------------------------------- |
 * | `POST /known`                | {@link KnownRequest}    | NDJSON of {@link KnownLine}       |
 * | `GET /catalogue?refresh=`    | {@link Refresh}         | NDJSON of {@link CatalogueLine}   |
 * | `GET /locales`               |                         | {@link Locales}                   |
 * | `GET /alt-texts?locale=`     | a locale's id           | NDJSON of {@link AltTextLine}     |
 * | `POST /edit`                 | {@link EditRequest}     | NDJSON of {@link ChangeLine}      |
 * | `POST /delete`               | {@link DeleteRequest}   | NDJSON of {@link ChangeLine}      |
 * | `POST /changed`              | {@link ChangedRequest}  | 204                               |
 * | `GET /bytes?asset=`          | an asset's id           | the asset's bytes, as hosted now  |
 */
import * as v from 'valibot'
import {
  AssetRefSchema,
  AssetSummary,
  assetId,
  BudgetView,
  byteCount,
  FailureSchema,
  folderId,
  md5,
  ms,
} from './wire.ts'

/** Most digests that one `POST /known` may ask about. */
export const MAX_KNOWN_FILES = 1000
/** Most assets that one `POST /edit`, `/delete` or `/changed` may name. */
export const MAX_CHANGES = 500

/** Asks whether the site has these bytes. Never creates anything, and usually costs no call to Webflow. */
export const KnownRequest = v.object({
  files: v.pipe(
    v.array(v.object({ md5, size: byteCount })),
    v.minLength(1),
    v.maxLength(MAX_KNOWN_FILES),
  ),
  /** How long ago the files were dropped: assets that were deleted before that are not reported. */
  sinceDropMs: v.exactOptional(ms),
})
export type KnownRequest = v.InferOutput<typeof KnownRequest>

/** Where the ledger has a digest from: bytes that the proxy sent, or bytes read from the site. */
export const KnownHow = v.picklist(['sent', 'hosted'])
export type KnownHow = v.InferOutput<typeof KnownHow>

/** Digests without a `known` line before the `end` are not on the site, as far as the proxy knows. */
export const KnownLine = v.variant('type', [
  v.object({ type: v.literal('known'), md5, asset: AssetRefSchema, how: KnownHow }),
  /** The budget is spent: the proxy continues listing the site after this time. */
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])
export type KnownLine = v.InferOutput<typeof KnownLine>

/** When to list the site again. `auto`: if the catalogue is old; `now`: always; `never`: answers from the catalogue alone. */
export const Refresh = v.picklist(['auto', 'now', 'never'])
export type Refresh = v.InferOutput<typeof Refresh>

/**
 * First the catalogue: a `stored` line, then its pages. If the site is listed again, a `listing` line and the fresh pages
 * follow; assets that no fresh page contains by the `end` are gone.
 */
export const CatalogueLine = v.variant('type', [
  /** `ageMs` null: the site was never listed, and no page of stored assets follows. */
  v.object({ type: v.literal('stored'), ageMs: v.nullable(ms), total: v.number() }),
  v.object({ type: v.literal('listing'), total: v.number() }),
  v.object({ type: v.literal('page'), assets: v.array(AssetSummary) }),
  /** The budget is spent: the proxy continues the listing after this time. */
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  /** The listing failed; the catalogue still holds. */
  v.object({ type: v.literal('trouble'), failure: FailureSchema }),
  v.object({ type: v.literal('end'), ageMs: v.nullable(ms), budget: BudgetView }),
])
export type CatalogueLine = v.InferOutput<typeof CatalogueLine>

/** `tag`: BCP 47, e.g. `de-CH`. */
export const SiteLocale = v.object({ id: v.string(), tag: v.string(), name: v.string() })
export type SiteLocale = v.InferOutput<typeof SiteLocale>

/** `primary` null: the site reports no locales. */
export const Locales = v.object({
  primary: v.nullable(SiteLocale),
  secondary: v.array(SiteLocale),
})
export type Locales = v.InferOutput<typeof Locales>

/** A locale's id; Webflow checks whether the site has it. */
export const localeId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'not the id of a locale'))

export const AltTextLine = v.variant('type', [
  v.object({
    type: v.literal('page'),
    texts: v.array(v.object({ asset: assetId, altText: v.nullable(v.string()) })),
  }),
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  /** The listing failed: texts are missing. */
  v.object({ type: v.literal('trouble'), failure: FailureSchema }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])
export type AltTextLine = v.InferOutput<typeof AltTextLine>

/**
 * One call to Webflow. The name applies to all locales and is normalised by `names.ts`; the alt text applies to
 * `localeId`, or without it to the primary locale. Edits of one asset are applied in order.
 */
export const Edit = v.pipe(
  v.object({
    asset: assetId,
    name: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(2000))),
    altText: v.exactOptional(v.pipe(v.string(), v.maxLength(10_000))),
    localeId: v.exactOptional(localeId),
  }),
  v.check((edit) => edit.name !== undefined || edit.altText !== undefined, 'nothing to change'),
)
export type Edit = v.InferOutput<typeof Edit>

export const EditRequest = v.object({
  edits: v.pipe(v.array(Edit), v.minLength(1), v.maxLength(MAX_CHANGES)),
})
export type EditRequest = v.InferOutput<typeof EditRequest>

export const DeleteRequest = v.object({
  assets: v.pipe(v.array(assetId), v.minLength(1), v.maxLength(MAX_CHANGES)),
})
export type DeleteRequest = v.InferOutput<typeof DeleteRequest>

/**
 * An asset's name and alt text after an edit, `altText` in the edit's locale. Not a whole summary because Webflow's
 * answer to an edit lacks the folder.
 */
export const Edited = v.object({ id: assetId, name: v.string(), altText: v.nullable(v.string()) })
export type Edited = v.InferOutput<typeof Edited>

/**
 * The outcome of the change with this index in the request: each gets exactly one of `done`, `wait`, `refused`, in any
 * order. `asset` is null after a deletion, also if the asset was gone already.
 */
export const ChangeLine = v.variant('type', [
  v.object({ type: v.literal('done'), index: v.number(), asset: v.nullable(Edited) }),
  /** Not started because the budget is spent. Send the change again after this time. */
  v.object({ type: v.literal('wait'), index: v.number(), retryAfterMs: ms }),
  v.object({ type: v.literal('refused'), index: v.number(), failure: FailureSchema }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])
export type ChangeLine = v.InferOutput<typeof ChangeLine>

/** Reports changes that the panel made through the Designer, so that ledger and catalogue stay correct. */
export const ChangedRequest = v.object({
  changes: v.pipe(
    v.array(
      v.variant('type', [
        v.object({ type: v.literal('moved'), asset: assetId, folderId: v.nullable(folderId) }),
        /** The asset has new bytes; `md5` and `size` are theirs. */
        v.object({ type: v.literal('replaced'), asset: assetId, md5, size: byteCount }),
        v.object({ type: v.literal('alt'), asset: assetId, altText: v.nullable(v.string()) }),
      ]),
    ),
    v.minLength(1),
    v.maxLength(MAX_CHANGES),
  ),
})
export type ChangedRequest = v.InferOutput<typeof ChangedRequest>
