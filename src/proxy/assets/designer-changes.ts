/** Updates ledger and catalogue after the panel changed assets through the Designer. */
import type { ChangedRequest } from '../../core/wire-library.ts'
import type { SiteContext } from '../access/site-context.ts'

type Change = ChangedRequest['changes'][number]

/** Costs no call. Ignores assets that we do not know to be this site's. */
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
