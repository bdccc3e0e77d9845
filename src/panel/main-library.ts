/** The library's composition root: a separate chunk, loaded when the library is first opened. */
import type { ReadonlySignal } from '@preact/signals'
import { createDesignerLibrary } from './adapters/designer/library.ts'
import { HttpLibrary } from './adapters/proxy/library-http.ts'
import type { ProxyChannel } from './adapters/proxy/channel.ts'
import { LibraryModel, type LibraryModelDeps } from './models/library/library-model.ts'
import { libraryWork } from './models/library/library-work.ts'
import type { LibraryView } from './models/library/library-views.ts'

/** Objects that the panel's composition root has built. */
export interface LibraryRoot extends Omit<LibraryModelDeps, 'client' | 'work'> {
  readonly channel: ProxyChannel
  /** Whether the Designer's mode lets assets be changed. */
  readonly allowed: ReadonlySignal<boolean>
}

export function openLibrary({ channel, allowed, ...deps }: LibraryRoot): LibraryView {
  const client = new HttpLibrary(channel)
  const designer = createDesignerLibrary(window.webflow, deps.clock)
  const work = libraryWork({ ...deps, client, designer, allowed, random: Math.random })
  return new LibraryModel({ ...deps, client, work })
}
