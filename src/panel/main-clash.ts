/** Between the drop and the run: a chunk of its own, fetched when the panel stands. */
import { HttpLibrary } from './adapters/library-http.ts'
import type { ProxyChannel } from './adapters/proxy-channel.ts'
import { ClashModel, type ClashModelDeps } from './models/clash-model.ts'

/** What the panel has built already. */
export interface ClashRoot extends Omit<ClashModelDeps, 'library'> {
  readonly channel: ProxyChannel
}

export const openClashes = ({ channel, ...deps }: ClashRoot): ClashModel =>
  new ClashModel({ ...deps, library: new HttpLibrary(channel) })
