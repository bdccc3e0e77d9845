/**
 * The rest of what panel and proxy say to each other (`wire.ts` has the uploads): what the site holds, and changes to
 * it. Same rules: all calls carry the session, every failure answers `ErrorBody`, answers marked NDJSON are one JSON
 * object a line and end with a line of type `end`, whose absence tells that the answer was cut.
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

/** Asks whether bytes are on the site already. Costs Webflow no call that creates, and usually none at all. */
export const KnownRequest = v.object({
  files: v.pipe(
    v.array(v.object({ md5, size: byteCount })),
    v.minLength(1),
    v.maxLength(MAX_KNOWN_FILES),
  ),
  /** How long ago they were dropped: of what a person had deleted by then, nothing is to be told. */
  sinceDropMs: v.exactOptional(ms),
})
export type KnownRequest = v.InferOutput<typeof KnownRequest>

/** How an entry of the ledger is known: the digest of bytes that we sent, or of bytes that the site hosts. */
export const KnownHow = v.picklist(['sent', 'hosted'])
export type KnownHow = v.InferOutput<typeof KnownHow>

/** Digests without a `known` line before the `end` are not on the site as far as anybody can tell. */
export const KnownLine = v.variant('type', [
  v.object({ type: v.literal('known'), md5, asset: AssetRefSchema, how: KnownHow }),
  /** The site must be listed first, and Webflow's calls are spent: it goes on by itself after so long. */
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])
export type KnownLine = v.InferOutput<typeof KnownLine>

/** `auto`: lists anew where what is stored has grown old; `now`: in any case; `never`: what is stored, at no call. */
export const Refresh = v.picklist(['auto', 'now', 'never'])
export type Refresh = v.InferOutput<typeof Refresh>

/**
 * First what is stored: a `stored` line, then its pages. Where the site is listed anew, a `listing` line and the fresh
 * pages follow; what no fresh page has named by the `end` is gone.
 */
export const CatalogueLine = v.variant('type', [
  /** `ageMs` null: the site was never listed, and no page of stored assets follows. */
  v.object({ type: v.literal('stored'), ageMs: v.nullable(ms), total: v.number() }),
  v.object({ type: v.literal('listing'), total: v.number() }),
  v.object({ type: v.literal('page'), assets: v.array(AssetSummary) }),
  /** Webflow's calls are spent: the listing goes on by itself after so long. */
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  /** The listing could not be finished; what is stored stands. */
  v.object({ type: v.literal('trouble'), failure: FailureSchema }),
  v.object({ type: v.literal('end'), ageMs: v.nullable(ms), budget: BudgetView }),
])
export type CatalogueLine = v.InferOutput<typeof CatalogueLine>

/** `tag`: BCP 47, e.g. `de-CH`. */
export const SiteLocale = v.object({ id: v.string(), tag: v.string(), name: v.string() })
export type SiteLocale = v.InferOutput<typeof SiteLocale>

/** `primary` null: the site tells of no locales. */
export const Locales = v.object({
  primary: v.nullable(SiteLocale),
  secondary: v.array(SiteLocale),
})
export type Locales = v.InferOutput<typeof Locales>

/** As Webflow has it; whether a locale's id is one of the site's is Webflow's to say. */
export const localeId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'not the id of a locale'))

export const AltTextLine = v.variant('type', [
  v.object({
    type: v.literal('page'),
    texts: v.array(v.object({ asset: assetId, altText: v.nullable(v.string()) })),
  }),
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  /** The listing could not be finished: texts are missing. */
  v.object({ type: v.literal('trouble'), failure: FailureSchema }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])
export type AltTextLine = v.InferOutput<typeof AltTextLine>

/**
 * One call to Webflow. The name is the same in all locales, and becomes one by the rules of `names.ts`; the alt text
 * belongs to `localeId`, or without it to the primary locale. Edits of one asset are made in their order.
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
 * What an asset is called and says after an edit, `altText` in the edit's locale. Not a whole summary: Webflow's answer
 * to an edit does not tell the folder.
 */
export const Edited = v.object({ id: assetId, name: v.string(), altText: v.nullable(v.string()) })
export type Edited = v.InferOutput<typeof Edited>

/**
 * What became of the change with this index in the request; each gets exactly one of `done`, `wait`, `refused`, in any
 * order. `asset` is null after a deletion, also of one that was gone already.
 */
export const ChangeLine = v.variant('type', [
  v.object({ type: v.literal('done'), index: v.number(), asset: v.nullable(Edited) }),
  /** Not begun: Webflow's calls are spent. Ask again for it after so long. */
  v.object({ type: v.literal('wait'), index: v.number(), retryAfterMs: ms }),
  v.object({ type: v.literal('refused'), index: v.number(), failure: FailureSchema }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])
export type ChangeLine = v.InferOutput<typeof ChangeLine>

/** What the panel has changed through the Designer, so that ledger and catalogue do not go on believing the old. */
export const ChangedRequest = v.object({
  changes: v.pipe(
    v.array(
      v.variant('type', [
        v.object({ type: v.literal('moved'), asset: assetId, folderId: v.nullable(folderId) }),
        /** Its bytes are others now; `md5` and `size` are those of the new ones. */
        v.object({ type: v.literal('replaced'), asset: assetId, md5, size: byteCount }),
        v.object({ type: v.literal('alt'), asset: assetId, altText: v.nullable(v.string()) }),
      ]),
    ),
    v.minLength(1),
    v.maxLength(MAX_CHANGES),
  ),
})
export type ChangedRequest = v.InferOutput<typeof ChangedRequest>
