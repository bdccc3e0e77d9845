/**
 * Tickets and upload forms. A ticket names a reservation and the bytes to send, but carries no form, so a browser
 * cannot choose where bytes go. Forms come only from Webflow and are stored sealed.
 */
import * as v from 'valibot'
import { isAssetId, isMd5Hex } from '../../core/brands.ts'
import { FailureError } from '../../core/failure.ts'
import type { UploadRecord } from '../state/record-rows.ts'
import type { Opened } from '../access/sealer.ts'
import type { SiteContext } from '../access/site-context.ts'
import type { CreatedAsset } from '../webflow/schemas.ts'

export const TicketBody = v.object({
  md5: v.pipe(v.string(), v.guard(isMd5Hex)),
  attempt: v.string(),
  asset: v.pipe(v.string(), v.guard(isAssetId)),
  size: v.number(),
  expiresAt: v.number(),
})
export type TicketBody = v.InferOutput<typeof TicketBody>

/** Where storage takes the bytes, and the fields that go before them. */
export const UploadForm = v.object({
  url: v.string(),
  fields: v.array(v.tuple([v.string(), v.string()])),
})
export type UploadForm = v.InferOutput<typeof UploadForm>

/** How long Webflow's forms live (observed); used if a form does not say. */
export const FORM_LIVES_MS = 60 * 60_000
const MARGIN_MS = 30_000
/** Tickets outlive their forms, so that a late one can be told from a forged one. */
const TICKET_LIVES_MS = 24 * 60 * 60_000

export async function sealTicket(context: SiteContext, record: UploadRecord): Promise<string> {
  const { md5, attempt, asset, size, expiresAt } = record
  return await context.deps.sealer.seal({
    purpose: 'ticket',
    context: context.site,
    value: { md5, attempt, asset, size, expiresAt } satisfies Readonly<{
      [K in keyof TicketBody]: unknown
    }>,
    livesMs: TICKET_LIVES_MS,
  })
}

/** A ticket of another site is `invalid`, like one that was tampered with. */
export async function openTicket(context: SiteContext, text: string): Promise<Opened<TicketBody>> {
  return await context.deps.sealer.open(
    { purpose: 'ticket', context: context.site, text },
    TicketBody,
  )
}

/** The form in Webflow's answer, or undefined when there is none. Null fields are left out. */
export function formOf(asset: CreatedAsset): UploadForm | undefined {
  const fields = Object.entries(asset.uploadDetails ?? {}).flatMap(
    ([name, value]): [string, string][] => (value == null ? [] : [[name, value]]),
  )
  return asset.uploadUrl && fields.length > 0 ? { url: asset.uploadUrl, fields } : undefined
}

export async function sealForm(context: SiteContext, form: UploadForm): Promise<string> {
  return await context.deps.sealer.seal({ purpose: 'form', context: context.site, value: form })
}

/** @throws FailureError `ticket-expired` when the key that sealed it is gone: a new reservation helps. */
export async function openForm(context: SiteContext, text: string): Promise<UploadForm> {
  const opened = await context.deps.sealer.open(
    { purpose: 'form', context: context.site, text },
    UploadForm,
  )
  if (opened.type === 'ok') return opened.value
  throw new FailureError({
    code: 'ticket-expired',
    message: "The upload link can't be read any more. Reserve the file again.",
  })
}

/**
 * When a form expires, by our clock. Its lifetime is measured on Webflow's clock (expiry of the policy less the
 * date it was signed), so a difference between the clocks does no harm.
 */
export function expiryOf(form: UploadForm, now: number): number {
  const lives = lifeOf(form) ?? FORM_LIVES_MS
  return now + lives - Math.min(MARGIN_MS, lives / 10)
}

// Helpers

function lifeOf(form: UploadForm): number | undefined {
  const field = (wanted: string) => form.fields.find(([name]) => name.toLowerCase() === wanted)?.[1]
  const signed = dateOf(field('x-amz-date'))
  const policy = v.safeParse(Policy, decoded(field('policy')))
  if (signed === undefined || !policy.success) return undefined
  const lives = Date.parse(policy.output.expiration) - signed
  return lives > 0 ? lives : undefined
}

const Policy = v.object({ expiration: v.string() })

function decoded(base64: string | undefined): unknown {
  try {
    return JSON.parse(atob(base64 ?? ''))
  } catch {
    return undefined
  }
}

/** `20260401T120000Z` as milliseconds since the epoch. */
function dateOf(compact: string | undefined): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(compact ?? '')
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number)
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
}
