/**
 * Version 1 of the wire, frozen: the schemas of commit 32c216a, which a panel or a proxy in use may still have. Never edit
 * them; a test that fails on them shows that such a peer no longer works.
 */
import * as v from 'valibot'

const FAILURE_CODES = [
  'file-empty',
  'file-too-large',
  'file-type',
  'file-too-deep',
  'file-unreadable',
  'file-changed',
  'file-missing',
  'hash-crashed',
  'aborted',
  'designer-missing',
  'proxy-missing',
  'mode-forbidden',
  'proxy-unreachable',
  'proxy-reply',
  'session-expired',
  'session-refused',
  'not-connected',
  'bad-request',
  'not-found',
  'internal',
  'rate-limited',
  'webflow-unavailable',
  'webflow-unauthorized',
  'webflow-scopes',
  'webflow-refused',
  'folder-missing',
  'asset-missing',
  'ticket-invalid',
  'ticket-expired',
  'length-mismatch',
  'digest-mismatch',
  'storage-refused',
  'storage-unavailable',
  'storage-digest',
] as const

const MAX_RESERVE_FILES = 100
const MAX_CANCEL_TICKETS = 500
const MAX_DEPTH = 50

const md5 = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
const siteId = v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/))
const assetId = v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/))
const folderId = v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/))
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0))
const ms = v.pipe(v.number(), v.minValue(0))
const anyName = v.pipe(v.string(), v.maxLength(2000))

const FailureSchema = v.object({
  code: v.picklist(FAILURE_CODES),
  message: v.string(),
  facts: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  retryAfterMs: v.exactOptional(ms),
  requestId: v.exactOptional(v.string()),
})

const ErrorBody = v.object({
  error: FailureSchema,
  connectUrl: v.exactOptional(v.string()),
})

const SessionRequest = v.object({
  siteId,
  idToken: v.string(),
  accessKey: v.exactOptional(v.string()),
})

const BudgetView = v.object({
  perMinute: v.exactOptional(v.number()),
  left: v.number(),
  waitMs: ms,
})

const Session = v.object({
  session: v.string(),
  livesMs: ms,
  site: v.object({ id: siteId, name: v.string() }),
  user: v.nullable(v.object({ email: v.string() })),
  budget: BudgetView,
})

const assetRef = {
  id: assetId,
  name: v.string(),
  folderId: v.nullable(folderId),
  hostedUrl: v.nullable(v.string()),
}
const AssetRefSchema = v.object(assetRef)

const AssetSummary = v.object({
  ...assetRef,
  fileName: v.string(),
  contentType: v.string(),
  size: bytes,
  altText: v.nullable(v.string()),
  createdOn: v.string(),
})

const AssetPage = v.object({ assets: v.array(AssetSummary), total: v.number() })

const Folder = v.object({
  id: folderId,
  name: v.string(),
  parentId: v.nullable(folderId),
  assetCount: v.number(),
})

const FolderList = v.object({ folders: v.array(Folder) })

const Place = v.object({
  under: v.nullable(folderId),
  path: v.pipe(v.array(anyName), v.maxLength(MAX_DEPTH)),
})

const FolderRequest = v.object({ place: Place })

const FolderPath = v.object({ folders: v.array(Folder), created: v.number() })

const ReserveFile = v.object({
  row: v.number(),
  name: anyName,
  place: Place,
  md5,
  size: bytes,
  anew: v.exactOptional(v.literal(true)),
})

const ReserveRequest = v.object({
  run: v.pipe(v.string(), v.uuid()),
  files: v.pipe(v.array(ReserveFile), v.minLength(1), v.maxLength(MAX_RESERVE_FILES)),
})

const Verdict = v.variant('verdict', [
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

const ReserveEnd = v.object({ verdict: v.literal('end'), budget: BudgetView })

const ReserveLine = v.union([Verdict, ReserveEnd])

const Sent = v.object({ asset: AssetRefSchema, md5, size: bytes })

const CancelRequest = v.object({
  tickets: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_CANCEL_TICKETS)),
})

const Cancelled = v.object({
  deleted: v.number(),
  pending: v.number(),
  arrived: v.exactOptional(v.array(v.object({ ticket: v.number(), asset: AssetRefSchema }))),
})

const MAX_KNOWN_FILES = 1000
const MAX_CHANGES = 500

const KnownRequest = v.object({
  files: v.pipe(
    v.array(v.object({ md5, size: bytes })),
    v.minLength(1),
    v.maxLength(MAX_KNOWN_FILES),
  ),
  sinceDropMs: v.exactOptional(ms),
})

const KnownHow = v.picklist(['sent', 'hosted'])

const KnownLine = v.variant('type', [
  v.object({ type: v.literal('known'), md5, asset: AssetRefSchema, how: KnownHow }),
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])



const CatalogueLine = v.variant('type', [
  v.object({ type: v.literal('stored'), ageMs: v.nullable(ms), total: v.number() }),
  v.object({ type: v.literal('listing'), total: v.number() }),
  v.object({ type: v.literal('page'), assets: v.array(AssetSummary) }),
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  v.object({ type: v.literal('trouble'), failure: FailureSchema }),
  v.object({ type: v.literal('end'), ageMs: v.nullable(ms), budget: BudgetView }),
])

const SiteLocale = v.object({ id: v.string(), tag: v.string(), name: v.string() })

const Locales = v.object({
  primary: v.nullable(SiteLocale),
  secondary: v.array(SiteLocale),
})

const localeId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'not the id of a locale'))

const AltTextLine = v.variant('type', [
  v.object({
    type: v.literal('page'),
    texts: v.array(v.object({ asset: assetId, altText: v.nullable(v.string()) })),
  }),
  v.object({ type: v.literal('wait'), retryAfterMs: ms }),
  v.object({ type: v.literal('trouble'), failure: FailureSchema }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])

const Edit = v.pipe(
  v.object({
    asset: assetId,
    name: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(2000))),
    altText: v.exactOptional(v.pipe(v.string(), v.maxLength(10_000))),
    localeId: v.exactOptional(localeId),
  }),
  v.check((edit) => edit.name !== undefined || edit.altText !== undefined, 'nothing to change'),
)

const EditRequest = v.object({
  edits: v.pipe(v.array(Edit), v.minLength(1), v.maxLength(MAX_CHANGES)),
})

const DeleteRequest = v.object({
  assets: v.pipe(v.array(assetId), v.minLength(1), v.maxLength(MAX_CHANGES)),
})

const Edited = v.object({ id: assetId, name: v.string(), altText: v.nullable(v.string()) })

const ChangeLine = v.variant('type', [
  v.object({ type: v.literal('done'), index: v.number(), asset: v.nullable(Edited) }),
  v.object({ type: v.literal('wait'), index: v.number(), retryAfterMs: ms }),
  v.object({ type: v.literal('refused'), index: v.number(), failure: FailureSchema }),
  v.object({ type: v.literal('end'), budget: BudgetView }),
])

const ChangedRequest = v.object({
  changes: v.pipe(
    v.array(
      v.variant('type', [
        v.object({ type: v.literal('moved'), asset: assetId, folderId: v.nullable(folderId) }),
        v.object({ type: v.literal('replaced'), asset: assetId, md5, size: bytes }),
        v.object({ type: v.literal('alt'), asset: assetId, altText: v.nullable(v.string()) }),
      ]),
    ),
    v.minLength(1),
    v.maxLength(MAX_CHANGES),
  ),
})

/** The request headers that its proxy lets a page of another origin send, and those that need no leave. */
export const WIRE_1_HEADERS = ['accept', 'authorization', 'content-type', 'x-upload-ticket']

interface Call {
  /** Of the request's JSON body. */
  readonly request?: v.GenericSchema
  /** Of the answer, or of each of its lines. */
  readonly answer: v.GenericSchema
  readonly isLines?: true
}

/** Its calls; answers that are no JSON are left out. */
export const WIRE_1: Readonly<Record<string, Call>> = {
  'POST /session': { request: SessionRequest, answer: Session },
  'GET /assets': { answer: AssetPage },
  'GET /folders': { answer: FolderList },
  'POST /folders': { request: FolderRequest, answer: FolderPath },
  'POST /reserve': { request: ReserveRequest, answer: ReserveLine, isLines: true },
  'PUT /send': { answer: Sent },
  'POST /cancel': { request: CancelRequest, answer: Cancelled },
  'POST /known': { request: KnownRequest, answer: KnownLine, isLines: true },
  'GET /catalogue': { answer: CatalogueLine, isLines: true },
  'GET /locales': { answer: Locales },
  'GET /alt-texts': { answer: AltTextLine, isLines: true },
  'POST /edit': { request: EditRequest, answer: ChangeLine, isLines: true },
  'POST /delete': { request: DeleteRequest, answer: ChangeLine, isLines: true },
  'POST /changed': { request: ChangedRequest, answer: v.unknown() },
  'GET /bytes': { answer: v.unknown() },
}

/** Any failed answer. */
export const Wire1Error = ErrorBody
