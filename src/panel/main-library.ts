/** The library's composition root: a chunk of its own, fetched when the library is opened first. */
import type { ProxyChannel } from './adapters/proxy-channel.ts'
import { HttpLibrary } from './adapters/library-http.ts'
import { LibraryModel, type LibraryModelDeps } from './models/library/library-model.ts'
import type { LibraryView } from './models/library/library-views.ts'
import { moverOf } from './models/library/mover.ts'
import type { Designer } from './ports.ts'

/** What the panel has built already. */
export interface LibraryRoot extends Omit<LibraryModelDeps, 'client' | 'changes'> {
  readonly channel: ProxyChannel
  readonly designer: Designer
}

export function openLibrary({ channel, designer, ...deps }: LibraryRoot): LibraryView {
  const client = new HttpLibrary(channel)
  return new LibraryModel({ ...deps, client, changes: moverOf({ designer, client }) })
}
