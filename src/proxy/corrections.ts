/** What the panel has changed through the Designer, told afterwards: ledger and catalogue stop believing the old. */
import type { ChangedRequest } from '../core/wire-library.ts'
import type { SiteContext } from './site-context.ts'

type Change = ChangedRequest['changes'][number]

/** Costs Webflow no call. What is told of an asset that we do not know to be this site's changes nothing. */
export async function correct(context: SiteContext, changes: readonly Change[]): Promise<void> {
  for (const change of changes) await correctOne(context, change)
}

// Helpers

async function correctOne({ state }: SiteContext, change: Change): Promise<void> {
  const { catalogue, ledger } = state
  switch (change.type) {
    case 'moved': {
      const folder = change.folderId
      await catalogue.changeAsset(change.asset, { folder })
      await ledger.changeAsset(change.asset, undefined, folder)
      return
    }
    case 'replaced': {
      const { asset, md5, size } = change
      const [known] = [...(await catalogue.assets([asset])), ...(await ledger.ofAssets([asset]))]
      await ledger.forgetAsset(asset)
      if (!known) return
      const { name, folder, url } = known
      await ledger.learn({ md5, asset, name, folder, url, size })
      await catalogue.changeAsset(asset, { size })
      return
    }
    case 'alt':
      // The alt text is not kept: every listing that tells it reads it from Webflow.
      return
  }
}
