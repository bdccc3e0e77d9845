/** Asks the proxy which bytes are on the site already. Separate from `library-http.ts`, so that uploads need not load it. */
import type { Md5Hex } from '../../../core/brands.ts'
import type { BudgetView } from '../../../core/wire.ts'
import { KnownLine, MAX_KNOWN_FILES } from '../../../core/wire-library.ts'
import type { LibraryClient } from '../../ports/library.ts'
import { batches } from './batches.ts'
import type { ProxyChannel } from './channel.ts'

/** Implements {@link LibraryClient.known}. */
export const knownOverHttp =
  (channel: ProxyChannel): LibraryClient['known'] =>
  async (files, { signal, onKnown, ...since }) => {
    const reported = new Set<Md5Hex>()
    let budget: BudgetView = { left: 0, waitMs: 0 }
    for (const { items } of batches(files, MAX_KNOWN_FILES)) {
      budget = await channel.lines(
        KnownLine,
        { method: 'POST', path: '/known', json: { files: items, ...since }, signal },
        (line) => {
          if (line.type === 'end') return line.budget
          if (line.type === 'wait' || reported.has(line.md5)) return undefined
          reported.add(line.md5)
          onKnown(line.md5, line.asset, line.how)
          return undefined
        },
      )
    }
    return budget
  }
