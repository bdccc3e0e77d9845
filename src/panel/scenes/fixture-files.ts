import {
  md5Hex,
  type AssetId,
  type FolderId,
  isAssetId,
  isFolderId,
  rowId,
} from '../../core/brands.ts'
import { normaliseFileName } from '../../core/names.ts'
import type { AssetRef, RowState } from '../../core/row.ts'
import { signal } from '@preact/signals'
import type { Folder } from '../../core/wire.ts'
import type { RowView } from '../models/views.ts'
import { pictureFor } from './pictures.ts'

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/** Files as a client delivers them: name, bytes, directory. */
export const CATALOGUE: readonly (readonly [name: string, size: number, folder: string])[] = [
  ['harbour-at-dawn.jpg', 2.4 * MEGABYTE, 'Photos/2026'],
  [
    'IMG_20260914_fishing-boats-returning-with-the-evening-catch_0042.jpg',
    3.1 * MEGABYTE,
    'Photos/2026',
  ],
  ['pier-north.webp', 412 * KILOBYTE, 'Photos/2026'],
  ['Logo Harbour (final).svg', 8.2 * KILOBYTE, 'Brand'],
  ['Preisliste Herbst.pdf', 1.8 * MEGABYTE, 'Documents'],
  ['lighthouse-panorama.png', 3.7 * MEGABYTE, 'Photos/2026/Panoramas'],
  ['opening-hours.docx', 46 * KILOBYTE, 'Documents'],
  ['wave-loader.json', 118 * KILOBYTE, 'Animations'],
  ['crew-portrait-anna.jpg', 1.1 * MEGABYTE, 'Photos/Crew'],
  ['crew-portrait-jonas.jpg', 1.3 * MEGABYTE, 'Photos/Crew'],
  ['flag-iceland.svg', 1.1 * KILOBYTE, 'Brand/Flags'],
  ['flag-norway.svg', 0.9 * KILOBYTE, 'Brand/Flags'],
  ['Grüße aus dem Hafen.png', 640 * KILOBYTE, 'Photos/2026'],
  ['menu-2026-autumn.pdf', 2.9 * MEGABYTE, 'Documents'],
  ['net-mending.avif', 288 * KILOBYTE, 'Photos/2026'],
  ['tide-table.csv', 12 * KILOBYTE, 'Documents'],
]

const FOLDERS: readonly (readonly [path: string, assets: number])[] = [
  ['Animations', 6],
  ['Brand', 14],
  ['Brand/Flags', 24],
  ['Brand/Press kit', 9],
  ['Documents', 31],
  ['Photos', 3],
  ['Photos/2025', 212],
  ['Photos/2026', 96],
  ['Photos/2026/Panoramas', 11],
  ['Photos/Crew', 18],
  ['Icons', 140],
  ['Partners', 22],
  ['Blog', 7],
  ['Blog/Covers', 54],
]

export const FIXTURE_FOLDERS: readonly Folder[] = FOLDERS.map(([path, assetCount], i) => {
  const names = path.split('/')
  const parent = FOLDERS.findIndex(([other]) => other === names.slice(0, -1).join('/'))
  return {
    id: fixtureFolder(i),
    name: names.at(-1) ?? '',
    parentId: parent < 0 ? null : fixtureFolder(parent),
    assetCount,
  }
})

export function fixtureFolder(n: number): FolderId {
  const id = `65f0f01de20000000000${String(n).padStart(4, '0')}`
  if (!isFolderId(id)) throw new TypeError(`"${id}" is no folder id.`)
  return id
}

export function fixtureAsset(n: number, name: string, folderId: FolderId | null): AssetRef {
  const id = `65f0a55e7000000000${String(n).padStart(6, '0')}`
  return {
    id: asAsset(id),
    name,
    folderId,
    hostedUrl: `https://cdn.example.com/${id}_${encodeURIComponent(name)}`,
  }
}

export const fixtureMd5 = (n: number) =>
  md5Hex((n * 0x9e3779b1 + 0x1234).toString(16).padStart(32, '7a3c91').slice(-32))

/** Row `n` in the given state, with a picture to show; its size may differ from the file's. */
export async function fixtureRow(
  n: number,
  state: RowState,
  own: { name?: string; size?: number } = {},
): Promise<RowView> {
  const [name, size, folder] = CATALOGUE[n % CATALOGUE.length] ?? ['file.png', KILOBYTE, '']
  const round = Math.floor(n / CATALOGUE.length)
  const fileName = own.name ?? (round === 0 ? name : name.replace(/(\.\w+)$/, `-${round + 1}$1`))
  const file = new File([await pictureFor(fileName, n)], fileName)
  const bytes = Math.round(own.size ?? size)
  const path = folder.split('/')
  return {
    id: rowId(n),
    file,
    size: bytes,
    name: normaliseFileName(fileName),
    path: ['Website relaunch', ...path],
    folder: ['Website relaunch', ...path],
    state: signal(state),
    sentBytes: signal(
      state.phase === 'sending' ? Math.round(bytes * (((n * 37) % 80) / 100 + 0.1)) : 0,
    ),
  }
}

// Helpers

function asAsset(id: string): AssetId {
  if (!isAssetId(id)) throw new TypeError(`"${id}" is no asset id.`)
  return id
}
