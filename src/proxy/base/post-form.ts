/** How the host of the proxy posts a file to storage. */

/** The body of a request, which its host may know a shorter way to than web streams. */
export interface Upload {
  readonly request: Request
  /** What the host says of the request besides: Hono's `env`. */
  readonly host: unknown
}

/**
 * The bytes of a `multipart/form-data` body (RFC 7578) around one file: everything before it and after it, so that
 * the length of the whole is known before the file has been read.
 */
export interface Envelope {
  /** The Content-Type of the body. */
  readonly type: string
  readonly head: Uint8Array<ArrayBuffer>
  readonly tail: Uint8Array<ArrayBuffer>
  /** Bytes of the whole body. */
  readonly length: number
}

/** A form for storage, with the body of a request as the file in it. */
export interface FormPost {
  readonly url: string
  readonly envelope: Envelope
  readonly from: Upload
  /** Called with each piece before storage gets it. */
  readonly take: (piece: Uint8Array) => void
  /** Called when no more pieces will come, before storage is given the end of the form. */
  readonly finish: () => void
  readonly signal: AbortSignal
}

/** Longest part of an answer that is read, in characters: S3's are below 1 KB. */
export const LONGEST_ANSWER = 16_384

export interface StorageAnswer {
  readonly status: number
  readonly etag: string | null
  /** No more of it than has a meaning. */
  readonly text: string
}

/**
 * Posts in constant memory, with the exact Content-Length, and no faster than storage takes it. Follows no redirect and
 * believes no success reported before the file is whole. Rejects with what `take` or `finish` throws, when storage
 * cannot be reached or cuts the connection, and when `signal` ends; then the form is never completed, and its connection
 * is closed.
 */
export type PostForm = (post: FormPost) => Promise<StorageAnswer>
