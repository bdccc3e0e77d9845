/**
 * What panel and proxy say to each other over HTTP: one schema per message. Both sides parse at the edge and
 * trust inside.
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
/** Folders around one file, at the most: beyond any that people make. */
export const MAX_DEPTH = 50
/** The media type of a streamed answer: one JSON object a line. */
export const NDJSON = 'application/x-ndjson'

export const md5 = v.pipe(v.string(), v.guard(isMd5Hex))
const siteId = v.pipe(v.string(), v.guard(isSiteId))
export const assetId = v.pipe(v.string(), v.guard(isAssetId))
export const folderId = v.pipe(v.string(), v.guard(isFolderId))
export const byteCount = v.pipe(v.number(), v.integer(), v.minValue(0))
export const ms = v.pipe(v.number(), v.minValue(0))
const anyName = v.pipe(v.string(), v.maxLength(2000))

const wireVersion = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A code that this version does not know yet reads as `internal`: the message says the rest. */
export const FailureSchema = v.object({
  code: v.fallback(v.picklist(FAILURE_CODES), 'internal'),
  message: v.string(),
  facts: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  retryAfterMs: v.exactOptional(ms),
  requestId: v.exactOptional(v.string()),
})

/**
 * `connectUrl`: where a person can let the app into the site, when that is what is missing. A body with an unknown code
 * does not parse: then the answer's status says more than `internal` would.
 */
export const ErrorBody = v.object({
  error: v.object({ ...FailureSchema.entries, code: v.picklist(FAILURE_CODES) }),
  connectUrl: v.exactOptional(v.string()),
})
export type ErrorBody = v.InferOutput<typeof ErrorBody>

/** `idToken` comes from the Designer (`webflow.getIdToken()`), `accessKey` from a person where the proxy asks. */
export const SessionRequest = v.object({
  siteId,
  idToken: v.string(),
  accessKey: v.exactOptional(v.string()),
  /** The panel's version, see `wire-version.ts`. */
  wire: v.exactOptional(wireVersion),
})
export type SessionRequest = v.InferOutput<typeof SessionRequest>

/** Calls a minute that Webflow allows this token (undefined: not known yet), and what is left of them for a run now. */
export const BudgetView = v.object({
  perMinute: v.exactOptional(v.number()),
  left: v.number(),
  /** Milliseconds until more calls are free; 0 while some are left. */
  waitMs: ms,
})
export type BudgetView = v.InferOutput<typeof BudgetView>

export const Session = v.object({
  /** Bearer of the other calls; sealed, means nothing to the panel. */
  session: v.string(),
  /** Milliseconds that it lives. */
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

/** A place on the site: folder names below a folder (null: below the top), outermost first. */
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
  /** A new asset is wanted though the site has these bytes. Webflow may hand back the one that it has. */
  anew: v.exactOptional(v.literal(true)),
})
export type ReserveFile = v.InferOutput<typeof ReserveFile>

export const ReserveRequest = v.object({
  /** Names the run; the same run may reserve the same bytes again and gets the same record back. */
  run: v.pipe(v.string(), v.uuid()),
  files: v.pipe(v.array(ReserveFile), v.minLength(1), v.maxLength(MAX_RESERVE_FILES)),
})
export type ReserveRequest = v.InferOutput<typeof ReserveRequest>

/** What became of one file. Lines come as they are known, in any order; each file gets exactly one. */
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
    /** The folder that the file was meant for, so that "elsewhere" can be told from "here". */
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

/** A verdict before it is known which row asked. */
export type Decision = WithoutRow<Verdict>
type WithoutRow<V> = V extends unknown ? Omit<V, 'row'> : never

/** The last line of a reserve answer: its absence tells that the answer was cut. */
export const ReserveEnd = v.object({ verdict: v.literal('end'), budget: BudgetView })
export type ReserveEnd = v.InferOutput<typeof ReserveEnd>

export const ReserveLine = v.union([Verdict, ReserveEnd])
export type ReserveLine = v.InferOutput<typeof ReserveLine>

export const Sent = v.object({ asset: AssetRefSchema, md5, size: byteCount })
export type Sent = v.InferOutput<typeof Sent>

/** Tickets whose records are given up. Unknown and settled ones are ignored: cancelling twice is no error. */
export const CancelRequest = v.object({
  tickets: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_CANCEL_TICKETS)),
})
export type CancelRequest = v.InferOutput<typeof CancelRequest>

/**
 * How many records were deleted; `pending` more will be as soon as Webflow allows. `arrived`: of these tickets (by their
 * place in the request) the bytes are on the site, verified: it is too late to give them up.
 */
export const Cancelled = v.object({
  deleted: v.number(),
  pending: v.number(),
  arrived: v.exactOptional(v.array(v.object({ ticket: v.number(), asset: AssetRefSchema }))),
})
export type Cancelled = v.InferOutput<typeof Cancelled>
