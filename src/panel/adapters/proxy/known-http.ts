/** Which bytes are on the site already, asked over HTTP. Apart from `library-http.ts` for whoever needs only this. */
import type { Md5Hex } from '../../../core/brands.ts'
import type { BudgetView } from '../../../core/wire.ts'
import { KnownLine, MAX_KNOWN_FILES } from '../../../core/wire-library.ts'
import type { LibraryClient } from '../../ports/library.ts'
import { batches } from './batches.ts'
import type { ProxyChannel } from './channel.ts'

/** As {@link LibraryClient.known} says. */
export const knownOverHttp =
  (channel: ProxyChannel): LibraryClient['known'] =>
  async (files, { signal, onKnown, ...since }) => {
    const told = new Set<Md5Hex>()
    let budget: BudgetView = { left: 0, waitMs: 0 }
    for (const { items } of batches(files, MAX_KNOWN_FILES)) {
      budget = await channel.lines(
        KnownLine,
        { method: 'POST', path: '/known', json: { files: items, ...since }, signal },
        (line) => {
          if (line.type === 'end') return line.budget
          if (line.type === 'wait' || told.has(line.md5)) return undefined
          told.add(line.md5)
          onKnown(line.md5, line.asset, line.how)
          return undefined
        },
      )
    }
    return budget
  }
