/**
 * Streams one file's bytes to its record without buffering the file. Checks all it can before the first byte, since
 * storage's early refusals mostly arrive as a cut connection.
 */
import { failureOf, FailureError, type Failure, type FailureCode } from '../../core/failure.ts'
import { LARGEST_BYTES } from '../../core/limits.ts'
import type { Sent } from '../../core/wire.ts'
import { wireAsset } from '../assets/asset-summary.ts'
import { envelopeFor } from './form-envelope.ts'
import { thrownFields } from '../base/log.ts'
import { renewing } from '../state/lease.ts'
import { Meter, mismatch } from './meter.ts'
import type { LedgerEntry } from '../state/ledger.ts'
import type { UploadRecord } from '../state/record-rows.ts'
import type { Upload } from '../base/post-form.ts'
import { removeNoted } from './removal.ts'
import { SilenceGuard } from '../base/silence.ts'
import type { SiteContext } from '../access/site-context.ts'
import { checkStored } from './storage-answer.ts'
import { openForm, openTicket, type TicketBody } from './tickets.ts'

export interface SendRequest {
  readonly ticket: string
  /** Undefined if the browser sent none. */
  readonly contentLength: number | undefined
  readonly contentType: string
  readonly from: Upload
  /** Aborts when the browser disconnects. */
  readonly signal: AbortSignal
}

const BUSY_WAIT_MS = 2000

/**
 * @throws FailureError. After `length-mismatch` and `digest-mismatch` the record has been deleted; after the
 *   `storage-…` failures and `aborted` the ticket is still good.
 */
export async function send(context: SiteContext, request: SendRequest): Promise<Sent> {
  const ticket = await ticketOf(context, request.ticket)
  checkAnnounced(request)
  if (request.contentLength !== ticket.size) {
    await dropRecord(context, ticket)
    throw mismatch('length', ticket.size, request.contentLength ?? 0)
  }
  const sender = crypto.randomUUID()
  const start = await context.state.sends.start(ticket.md5, ticket.attempt, ticket.asset, sender)
  if (start.type === 'sent') return sentOf(start.entry)
  if (start.type === 'busy') throw busy()
  if (start.type === 'expired') throw expired()
  if (start.type === 'gone') throw invalid()
  return await new Sending(context, request, ticket, start.record, sender).run()
}

class Sending {
  readonly #context: SiteContext
  readonly #request: SendRequest
  readonly #ticket: TicketBody
  readonly #record: UploadRecord
  readonly #sender: string
  readonly #guard: SilenceGuard

  constructor(
    context: SiteContext,
    request: SendRequest,
    ticket: TicketBody,
    record: UploadRecord,
    sender: string,
  ) {
    this.#context = context
    this.#request = request
    this.#ticket = ticket
    this.#record = record
    this.#sender = sender
    const { clock, config } = context.deps
    this.#guard = new SilenceGuard(clock, config.upstreamTimeoutMs, request.signal)
  }

  async run(): Promise<Sent> {
    const { sends } = this.#context.state
    const { clock } = this.#context.deps
    try {
      await renewing(
        { clock, log: this.#context.log },
        () => sends.keep(this.#ticket.md5, this.#sender),
        () => this.#post(),
      )
    } catch (thrown) {
      await sends.stop(this.#ticket.md5, this.#sender)
      throw await this.#failed(thrown)
    } finally {
      this.#guard.end()
    }
    const { md5, asset, name, folder, url, size } = this.#record
    const entry = { md5, how: 'sent', asset, name, folder, url, size } as const
    if (!(await sends.finish(this.#sender, entry))) throw invalid()
    await this.#catalogue()
    return sentOf(entry)
  }

  // Helpers

  async #post(): Promise<void> {
    const { deps } = this.#context
    const { name, contentType, size, md5 } = this.#record
    const form = await openForm(this.#context, this.#record.form)
    const envelope = envelopeFor(form.fields, { name, type: contentType, size })
    const meter = new Meter({ md5, size }, deps.createDigest())
    this.#guard.start()
    const answer = await deps.postForm({
      url: form.url,
      envelope,
      from: this.#request.from,
      take: (piece) => {
        this.#guard.moved()
        meter.take(piece)
      },
      finish: () => {
        meter.finish()
      },
      signal: this.#guard.signal,
    })
    checkStored(answer, form, md5)
  }

  /** A provisional row until the next listing. */
  async #catalogue(): Promise<void> {
    const { asset, name, folder, url, contentType, size } = this.#record
    const createdOn = new Date(this.#context.deps.clock.now()).toISOString()
    const known = { id: asset, name, fileName: name, folder, url, contentType, size, createdOn }
    await this.#context.state.catalogue.put({ ...known, altText: null, updatedOn: '' })
  }

  async #failed(thrown: unknown): Promise<FailureError> {
    const failure = failureOf(thrown, 'storage-unavailable')
    this.#context.log.warn('A file was not sent.', {
      asset: this.#ticket.asset,
      ...thrownFields(thrown),
    })
    if (this.#request.signal.aborted)
      return failed('aborted', 'The browser broke the upload off.', thrown)
    if (this.#guard.isSilent) {
      const message = 'The upload stalled and was stopped. Try again.'
      return failed('storage-unavailable', message, thrown)
    }
    if (thrown instanceof FailureError) {
      if (isFinal(failure)) await dropRecord(this.#context, this.#ticket)
      return thrown
    }
    const message = "Storage can't be reached, or it ended the upload. Try again."
    return failed('storage-unavailable', message, thrown)
  }
}

async function ticketOf(context: SiteContext, text: string): Promise<TicketBody> {
  const opened = await openTicket(context, text)
  if (opened.type === 'invalid') throw invalid()
  if (opened.type === 'expired') throw expired()
  return opened.value
}

/** Checks that do not depend on the ticket; they leave the record alone. */
function checkAnnounced({ contentLength, contentType }: SendRequest): void {
  if (contentLength === undefined) {
    throw failed(
      'bad-request',
      'The upload has no Content-Length. Send the file itself as the body.',
    )
  }
  if (/^multipart\//i.test(contentType)) {
    throw failed('file-type', 'The upload is a multipart form. Send the file itself as the body.')
  }
  if (contentLength === 0) throw failed('file-empty', 'The file is empty.')
  if (contentLength <= LARGEST_BYTES) return
  throw new FailureError({
    code: 'file-too-large',
    message: `The file is ${contentLength} bytes. Webflow's limit is ${LARGEST_BYTES} bytes. Make it smaller.`,
    facts: { limitBytes: LARGEST_BYTES, sizeBytes: contentLength },
  })
}

async function dropRecord(context: SiteContext, ticket: TicketBody): Promise<void> {
  const asset = await context.state.records.giveUp(ticket.md5, ticket.attempt)
  if (asset !== null) await removeNoted(context, [asset])
}

const isFinal = (failure: Failure): boolean =>
  failure.code === 'length-mismatch' || failure.code === 'digest-mismatch'

function failed(code: FailureCode, message: string, cause?: unknown): FailureError {
  return new FailureError({ code, message }, { cause })
}

const invalid = () =>
  failed(
    'ticket-invalid',
    'The upload link is invalid, or the upload was cancelled. Reserve the file again.',
  )

const expired = () =>
  failed('ticket-expired', 'The upload link has expired. Reserve the file again.')

const busy = () =>
  new FailureError({
    code: 'storage-unavailable',
    message: 'The same file is already being sent. Try again in a moment.',
    facts: { busy: 1 },
    retryAfterMs: BUSY_WAIT_MS,
  })

/** The answer to the panel. */
export const sentOf = ({ md5, size, ...entry }: LedgerEntry): Sent => ({
  asset: wireAsset({ ...entry, id: entry.asset }),
  md5,
  size,
})
