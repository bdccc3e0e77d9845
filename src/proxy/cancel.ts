/** Gives reservations up and deletes their records. */
import type { Cancelled } from '../core/wire.ts'
import { removeNoted } from './removal.ts'
import type { SiteContext } from './site-context.ts'
import { openTicket } from './tickets.ts'

/** Tickets that are unknown, settled or of another site are ignored, so repeating a cancel is no error. */
export async function cancel(context: SiteContext, tickets: readonly string[]): Promise<Cancelled> {
  const assets: string[] = []
  for (const text of tickets) {
    const opened = await openTicket(context, text)
    if (opened.type !== 'ok') continue
    const asset = await context.state.records.giveUp(opened.value.md5, opened.value.attempt)
    if (asset !== null) assets.push(asset)
  }
  const left = await removeNoted(context, assets)
  return { deleted: assets.length - left.length, pending: left.length }
}
