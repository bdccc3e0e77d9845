/** Cancels reservations and deletes their records. */
import type { AssetId } from '../../core/brands.ts'
import type { Cancelled } from '../../core/wire.ts'
import { removeNoted } from './removal.ts'
import type { SiteContext } from '../access/site-context.ts'
import { sentOf } from './send.ts'
import { openTicket, type TicketBody } from './tickets.ts'

/** Tickets that are unknown, settled or of another site are ignored, so repeating a cancel is no error. */
export async function cancel(context: SiteContext, tickets: readonly string[]): Promise<Cancelled> {
  const assets: AssetId[] = []
  const arrived: Arrived[] = []
  for (const [ticket, text] of tickets.entries()) {
    const opened = await openTicket(context, text)
    if (opened.type !== 'ok') continue
    const given = await context.state.records.giveUp(opened.value.md5, opened.value.attempt)
    if (given !== null) {
      assets.push(given)
      continue
    }
    const sent = await sentBefore(context, opened.value)
    if (sent) arrived.push({ ticket, asset: sent.asset })
  }
  const left = await removeNoted(context, assets)
  const done = { deleted: assets.length - left.length, pending: left.length }
  return arrived.length === 0 ? done : { ...done, arrived }
}

// Helpers

type Arrived = NonNullable<Cancelled['arrived']>[number]

/** The result of the ticket's upload, if its bytes were verified on the site. */
async function sentBefore(context: SiteContext, { md5, asset }: TicketBody) {
  const entries = await context.state.ledger.entries([md5])
  const entry = entries.find((known) => known.asset === asset)
  return entry && sentOf(entry)
}
