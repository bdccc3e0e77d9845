import { useSignal } from '@preact/signals'
import type { AssetView, FolderView } from '../wire.ts'
import type { SiteClient } from './site-client.ts'
import type { HostState } from './state.ts'

/** Rows shown at once; more on request. */
const PAGE = 120

interface Props {
  readonly state: HostState
  readonly client: SiteClient
  readonly refresh: () => void
}

/** The Assets panel: folders, and the assets of the chosen one. */
export function AssetsPanel({ state, client, refresh }: Props) {
  const chosen = useSignal<string | null>(null)
  const shown = useSignal(PAGE)
  const { folders, assets } = state.view.value
  const folder = folders.find(({ id }) => id === chosen.value)
  const inside = folder ? assets.filter(({ folderId }) => folderId === folder.id) : assets
  const choose = (id: string | null) => {
    chosen.value = id
    shown.value = PAGE
  }
  return (
    <section class="assets" aria-label="Assets">
      <header>
        <h2>Assets</h2>
        <button type="button" class="quiet" onClick={refresh}>
          Refresh
        </button>
      </header>
      <nav aria-label="Folders">
        <FolderButton
          name="All assets"
          count={assets.length}
          chosen={!folder}
          onChoose={() => choose(null)}
        />
        <FolderTree
          folders={folders}
          counts={countByFolder(assets)}
          parentId={null}
          chosen={folder?.id ?? null}
          onChoose={choose}
        />
      </nav>
      {inside.length === 0 && (
        <p class="empty">
          {folder ? 'Nothing in this folder.' : 'Drop files on the app to begin.'}
        </p>
      )}
      <ul class="asset-list" aria-label={folder?.name ?? 'All assets'}>
        {inside
          .toReversed()
          .slice(0, shown.value)
          .map((asset) => (
            <AssetRow key={asset.id} asset={asset} client={client} />
          ))}
      </ul>
      {inside.length > shown.value && (
        <button type="button" class="quiet more" onClick={() => (shown.value += PAGE)}>
          Show more ({inside.length - shown.value} left)
        </button>
      )}
    </section>
  )
}

// Helpers

function FolderTree(props: {
  readonly folders: readonly FolderView[]
  readonly counts: ReadonlyMap<string | null, number>
  readonly parentId: string | null
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}) {
  const here = props.folders
    .filter(({ parentId }) => parentId === props.parentId)
    .sort((one, other) => one.name.localeCompare(other.name))
  if (here.length === 0) return null
  return (
    <ul class="folders">
      {here.map(({ id, name }) => (
        <li key={id}>
          <FolderButton
            name={name}
            count={props.counts.get(id) ?? 0}
            chosen={props.chosen === id}
            onChoose={() => props.onChoose(id)}
          />
          <FolderTree {...props} parentId={id} />
        </li>
      ))}
    </ul>
  )
}

function FolderButton(props: {
  readonly name: string
  readonly count: number
  readonly chosen: boolean
  readonly onChoose: () => void
}) {
  return (
    <button type="button" class="folder" aria-pressed={props.chosen} onClick={props.onChoose}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M1.5 3.5a1 1 0 0 1 1-1h3.6l1.5 1.8h5.9a1 1 0 0 1 1 1v7.2a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1z" />
      </svg>
      <span class="name">{props.name}</span>
      <span class="count">{props.count}</span>
    </button>
  )
}

function AssetRow({ asset, client }: { asset: AssetView; client: SiteClient }) {
  const picture = asset.size !== null && asset.contentType.startsWith('image/')
  return (
    <li class="asset">
      <span class="thumbnail">
        {picture ? (
          <img src={client.bytesUrl(asset.id, asset.version)} alt={asset.name} loading="lazy" />
        ) : (
          <span aria-hidden="true">{extensionOf(asset.name)}</span>
        )}
      </span>
      <span class="about">
        <span class="name" title={asset.name}>
          {asset.name}
        </span>
        <span class="size">{asset.size === null ? 'No bytes yet' : inBytes(asset.size)}</span>
      </span>
    </li>
  )
}

const extensionOf = (name: string) => /\.([^.]{1,5})$/.exec(name)?.[1] ?? '…'

function inBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function countByFolder(assets: readonly AssetView[]): ReadonlyMap<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const { folderId } of assets) counts.set(folderId, (counts.get(folderId) ?? 0) + 1)
  return counts
}
