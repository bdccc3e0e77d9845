/** What the panel has changed through the Designer, told afterwards: ledger and catalogue stop believing the old. */
import type { ChangedRequest } from '../../core/wire-library.ts'
import type { SiteContext } from '../access/site-context.ts'

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
      await catalogue.change(change.asset, { folder })
      await ledger.changeAsset(change.asset, undefined, folder)
      return
    }
    case 'replaced': {
      const { asset, md5, size } = change
      const [known] = [...(await catalogue.assets([asset])), ...(await ledger.entriesOf([asset]))]
      await ledger.forgetAssets([asset])
      if (!known) return
      const { name, folder, url } = known
      await ledger.learn({ md5, how: 'sent', asset, name, folder, url, size }, null)
      await catalogue.change(asset, { size })
      return
    }
    case 'alt':
      await catalogue.change(change.asset, { altText: change.altText })
      return
  }
}
