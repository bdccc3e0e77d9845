/**
 * The HTTP messages between panel and proxy, one schema each. Both sides parse them on arrival and rely on the types
 * from there on.
 *
 * | call               | request                         | answer                                     |
 * | ------------------ | ------------------------------- | ------------------------------------------ |
 * | `POST /session`    | {@link SessionRequest}          | {@link Session}                            |
 * | `GET /assets`      | `?offset=` (a number)           | {@link AssetPage}                          |
 * | `GET /folders`     |                                 | {@link FolderList}                         |
 * | `POST /folders`    | {@link FolderRequest}           | {@link FolderPath}                         |
 * | `POST /reserve`    | {@link ReserveRequest}          | NDJSON, one {@link ReserveLine} a line     |
 * | `PUT /send`        | the file's bytes; headers below | {@link Sent}                               |
 * | `POST /cancel`     | {@link CancelRequest}           | {@link Cancelled}                          |
 *
 * All but `POST /session` carry `Authorization: Bearer <session>`. Every failure answers {@link ErrorBody}, and
 * every answer carries the request's id in `X-Request-Id`.
 */
import * as v from 'valibot'
import { isAssetId, isFolderId, isMd5Hex, isSiteId } from './brands.ts'
import { FAILURE_CODES } from './failure.ts'

/** The header of `PUT /send` that carries the ticket: a capability does not belong in a URL. */
export const TICKET_HEADER = 'X-Upload-Ticket'
/** The header of every answer with the request's id. */
export const REQUEST_ID_HEADER = 'X-Request-Id'
/** Most files that one reserve request may name. */
export const MAX_RESERVE_FILES = 100
/** Most tickets that one cancel request may name. */
export const MAX_CANCEL_TICKETS = 500
/** Most folders that a file may be nested in; far more than people use. */
export const MAX_DEPTH = 50
/** The media type of a streamed answer: one JSON object per line. */
export const NDJSON = 'application/x-ndjson'

export const md5 = v.pipe(v.string(), v.guard(isMd5Hex))
const siteId = v.pipe(v.string(), v.guard(isSiteId))
export const assetId = v.pipe(v.string(), v.guard(isAssetId))
export const folderId = v.pipe(v.string(), v.guard(isFolderId))
export const byteCount = v.pipe(v.number(), v.integer(), v.minValue(0))
export const ms = v.pipe(v.number(), v.minValue(0))
const anyName = v.pipe(v.string(), v.maxLength(2000))

const wireVersion = v.pipe(v.number(), v.integer(), v.minValue(0))

/** An unknown code is read as `internal`; the message stays. */
export const FailureSchema = v.object({
  code: v.fallback(v.picklist(FAILURE_CODES), 'internal'),
  message: v.string(),
  facts: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  retryAfterMs: v.exactOptional(ms),
  requestId: v.exactOptional(v.string()),
})

/**
 * `connectUrl`: where a person can authorise the app for the site, if that is missing. A body with an unknown code does
 * not parse, because the status of the answer says more than `internal` would.
 */
export const ErrorBody = v.object({
  error: v.object({ ...FailureSchema.entries, code: v.picklist(FAILURE_CODES) }),
  connectUrl: v.exactOptional(v.string()),
})
export type ErrorBody = v.InferOutput<typeof ErrorBody>

/** `idToken` comes from the Designer (`webflow.getIdToken()`), `accessKey` from a person if the proxy asks for one. */
export const SessionRequest = v.object({
  siteId,
  idToken: v.string(),
  accessKey: v.exactOptional(v.string()),
  /** The panel's version, see `wire-version.ts`. */
  wire: v.exactOptional(wireVersion),
})
export type SessionRequest = v.InferOutput<typeof SessionRequest>

/** `perMinute`: calls per minute that Webflow allows this token; undefined: not known yet. `left`: what a run may use now. */
export const BudgetView = v.object({
  perMinute: v.exactOptional(v.number()),
  left: v.number(),
  /** Milliseconds until more calls are free; 0 while some are left. */
  waitMs: ms,
})
export type BudgetView = v.InferOutput<typeof BudgetView>

export const Session = v.object({
  /** The bearer token of all other calls; sealed, opaque to the panel. */
  session: v.string(),
  /** Milliseconds until it expires. */
  livesMs: ms,
  site: v.object({ id: siteId, name: v.string() }),
  user: v.nullable(v.object({ email: v.string() })),
  budget: BudgetView,
  /** The proxy's version, see `wire-version.ts`. */
  wire: v.exactOptional(wireVersion),
})
export type Session = v.InferOutput<typeof Session>

const assetRef = {
  id: assetId,
  name: v.string(),
  folderId: v.nullable(folderId),
  hostedUrl: v.nullable(v.string()),
}
export const AssetRefSchema = v.object(assetRef)

export const AssetSummary = v.object({
  ...assetRef,
  fileName: v.string(),
  contentType: v.string(),
  size: byteCount,
  altText: v.nullable(v.string()),
  createdOn: v.string(),
})
export type AssetSummary = v.InferOutput<typeof AssetSummary>

export const AssetPage = v.object({ assets: v.array(AssetSummary), total: v.number() })
export type AssetPage = v.InferOutput<typeof AssetPage>

export const Folder = v.object({
  id: folderId,
  name: v.string(),
  parentId: v.nullable(folderId),
  assetCount: v.number(),
})
export type Folder = v.InferOutput<typeof Folder>

export const FolderList = v.object({ folders: v.array(Folder) })
export type FolderList = v.InferOutput<typeof FolderList>

/** Where a file is to go: folder names, outermost first, below a folder (null: below the top level). */
export const Place = v.object({
  under: v.nullable(folderId),
  path: v.pipe(v.array(anyName), v.maxLength(MAX_DEPTH)),
})
export type Place = v.InferOutput<typeof Place>

export const FolderRequest = v.object({ place: Place })
export type FolderRequest = v.InferOutput<typeof FolderRequest>

/** The folders of the path, outermost first; `created` of them are new. */
export const FolderPath = v.object({ folders: v.array(Folder), created: v.number() })
export type FolderPath = v.InferOutput<typeof FolderPath>

export const ReserveFile = v.object({
  row: v.number(),
  name: anyName,
  place: Place,
  md5,
  size: byteCount,
  /** Create a new asset even though the site has these bytes. Webflow may still return the existing one. */
  anew: v.exactOptional(v.literal(true)),
})
export type ReserveFile = v.InferOutput<typeof ReserveFile>

export const ReserveRequest = v.object({
  /** Identifies the run: if it reserves the same bytes again, it gets the same record. */
  run: v.pipe(v.string(), v.uuid()),
  files: v.pipe(v.array(ReserveFile), v.minLength(1), v.maxLength(MAX_RESERVE_FILES)),
})
export type ReserveRequest = v.InferOutput<typeof ReserveRequest>

/** The outcome for one file. Lines arrive as soon as they are known, in any order; each file gets exactly one. */
export const Verdict = v.variant('verdict', [
  v.object({
    verdict: v.literal('ticket'),
    row: v.number(),
    ticket: v.string(),
    assetId,
    folderId: v.nullable(folderId),
    expiresAt: v.number(),
  }),
  v.object({
    verdict: v.literal('existing'),
    row: v.number(),
    asset: AssetRefSchema,
    /** The file's destination, so that the panel can tell whether the asset is there or elsewhere. */
    wantedFolderId: v.nullable(folderId),
    source: v.picklist(['ledger', 'webflow']),
  }),
  v.object({
    verdict: v.literal('wait'),
    row: v.number(),
    reason: v.picklist(['budget', 'claimed']),
    retryAfterMs: ms,
  }),
  v.object({ verdict: v.literal('refused'), row: v.number(), failure: FailureSchema }),
])
export type Verdict = v.InferOutput<typeof Verdict>

/** A verdict that is not yet assigned to a row. */
export type Decision = WithoutRow<Verdict>
type WithoutRow<V> = V extends unknown ? Omit<V, 'row'> : never

/** The last line of a reserve answer; without it, the answer was cut off. */
export const ReserveEnd = v.object({ verdict: v.literal('end'), budget: BudgetView })
export type ReserveEnd = v.InferOutput<typeof ReserveEnd>

export const ReserveLine = v.union([Verdict, ReserveEnd])
export type ReserveLine = v.InferOutput<typeof ReserveLine>

export const Sent = v.object({ asset: AssetRefSchema, md5, size: byteCount })
export type Sent = v.InferOutput<typeof Sent>

/** Gives up the records of these tickets. Unknown and settled tickets are ignored: cancelling twice is no error. */
export const CancelRequest = v.object({
  tickets: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_CANCEL_TICKETS)),
})
export type CancelRequest = v.InferOutput<typeof CancelRequest>

/**
 * `deleted` records are gone; `pending` more will be deleted as soon as the budget allows. `arrived`: tickets (by index in
 * the request) that can no longer be cancelled because their bytes are on the site, verified.
 */
export const Cancelled = v.object({
  deleted: v.number(),
  pending: v.number(),
  arrived: v.exactOptional(v.array(v.object({ ticket: v.number(), asset: AssetRefSchema }))),
})
export type Cancelled = v.InferOutput<typeof Cancelled>
