/** The library's texts. */
import { countOf, number } from '../format.ts'
import { onLanguage, type Spoken } from '../language.ts'
import { ago } from '../time.ts'
import { countdown } from './panel.ts'

const english = {
  assets: 'Assets',
  folders: 'Folders',
  path: 'Current location',
  all: 'All assets',
  more: 'More actions',
  newFolder: 'New folder',
  folderMade: (name: string) => `Folder “${name}” created.`,
  assetCount: (n: number) => countOf(n, 'asset', 'assets'),
  assetLabel: (name: string, type: string, size: string) => `${name}, ${type}, ${size}`,
  folderLabel: (name: string, n: number) => `${name}, ${countOf(n, 'asset', 'assets')}`,
  actionsFor: (n: number) => `Actions for ${countOf(n, 'asset', 'assets')}`,
  altMissing: 'No alt text',
  dimensions: ({ width, height }: { width: number; height: number }) =>
    `${number(width)} × ${number(height)}`,
  columns: {
    name: 'Name',
    type: 'Type',
    size: 'Size',
    dimensions: 'Dimensions',
    folder: 'Folder',
    alt: 'Alt text',
    date: 'Added',
    fileName: 'File name',
  },
  actions: {
    details: 'Details…',
    move: 'Move to folder…',
    emptyFolder: 'Move contents to…',
    folderHelp: 'How to rename, move or delete…',
    openFolder: 'Open',
    newFolder: 'New folder…',
    newFolderInside: 'New subfolder…',
    selectAll: 'Select all',
    refresh: 'Refresh',
  },
  keys: {
    control: 'Ctrl',
    shift: 'Shift',
    names: { Enter: 'Enter', Delete: 'Del', Backspace: '⌫', Escape: 'Esc' },
  },
  // Views
  places: 'Folders and views',
  search: 'Search',
  searchIn: (folder: string) => `Search in ${folder}`,
  kind: 'Type',
  allKinds: 'All types',
  kinds: {
    image: 'Images',
    vector: 'Vector images',
    document: 'Documents',
    animation: 'Animations',
    other: 'Other files',
  },
  sorts: {
    date: ['Oldest first', 'Newest first'],
    type: ['Type, A to Z', 'Type, Z to A'],
  },
  layout: 'Layout',
  layouts: { grid: 'Grid', table: 'Table' },
  found: (n: number) => `${countOf(n, 'asset', 'assets')} found.`,
  // Clean up
  order: 'Clean up',
  orders: {
    loose: 'Not in a folder',
    same: 'Identical files',
    'no-alt': 'Missing alt text',
    large: 'Large images',
    space: 'Space used',
  },
  orderNotes: {
    loose: 'These assets aren’t in a folder. Drag or move them to one.',
    same: 'Files that are, or may be, identical. Compare to confirm.',
    'no-alt':
      'Images without alt text can’t be understood by screen-reader users. Mark purely decorative ones.',
    large: 'Images over 500 KB, largest first. Smaller images load faster.',
    space: '',
  },
  lessThan: (share: string) => `< ${share}`,
  byKind: 'By type',
  byFolder: 'By folder',
  same: {
    title: (n: number, weight: string) => `${number(n)} × ${weight}`,
    how: { known: 'Identical', likely: 'Likely identical', possible: 'Same size only' },
    keep: (name: string, because: string) => `Suggested: keep ${name} (${because})`,
    because: {
      'in-folder': 'in a folder',
      'alt-text': 'has alt text',
      oldest: 'oldest, so most likely in use',
    },
    keepMark: 'Keep',
    compare: 'Compare',
    compareAll: (n: number) => `Compare all ${number(n)}`,
    comparing: (done: number, total: number) => `Compared ${number(done)} of ${number(total)}`,
    unreadable: (n: number) => `${countOf(n, 'asset', 'assets')} couldn’t be read.`,
    selectOthers: 'Select duplicates',
  },
  // Empty views
  opening: 'Opening the library',
  empty: {
    site: 'No assets yet',
    siteHint: 'Files you upload appear here.',
    upload: 'Upload files',
    folder: 'This folder is empty',
    folderHint: 'Drop files to upload here, or drag assets in.',
    found: 'Nothing found',
    foundHint: 'No matches in this folder.',
    foundHintView: 'No matches in this view.',
    showAll: 'Clear filters',
    order: 'All clear',
    orders: {
      loose: 'Every asset is in a folder.',
      same: 'No identical files found.',
      'no-alt': 'Every image has alt text.',
      large: 'No images over 500 KB.',
      space: '',
    },
  },
  troubleHalf: 'Showing partial results.',
  troubleStands: 'Showing the last saved list.',
  hint: 'Double-click to open, right-click for actions, drag to a folder to move.',
  dropMove: (place: string) => `Drop to move into ${place}`,
  // Moving, and what apps can’t do
  nothingToMove: 'This folder has no assets of its own.',
  moveTitle: (n: number) => `Move ${countOf(n, 'asset', 'assets')}`,
  moveHere: 'Move here',
  emptyTitle: (name: string) => `Move contents of “${name}”`,
  emptyHint: (n: number) =>
    `Moves ${countOf(n, 'asset', 'assets')}. Assets in subfolders stay where they are.`,
  moved: (n: number) => `${countOf(n, 'asset', 'assets')} moved.`,
  notMoved: (n: number, why: string) => `${countOf(n, 'asset', 'assets')} not moved. ${why}`,
  sameFolder: 'Already in this folder.',
  noWayOut: 'Apps can’t move assets out of folders entirely. Choose a folder.',
  helpTitle: (name: string) => `Folder “${name}”`,
  help: [
    'Apps can’t rename, move or delete folders. You can, in the Assets panel:',
    'Open the Assets panel on the left.',
    'Find the folder and open its settings.',
    'Rename, move or delete it.',
  ],
  helpThen: 'Then refresh here. Asset Dock can move this folder’s assets to another folder.',
  // How fresh the list is
  age: (ms: number) => (ms < 60_000 ? 'just now' : ago(ms)),
  asOf: (age: string) => `Updated ${age}.`,
  listing: (done: number, total: number) =>
    total === 0 ? 'Loading' : `${number(done)} of ${number(total)}`,
  listingHint: 'Loading assets. You can start working.',
  waitingHint: 'Webflow’s rate limit reached. Loading resumes automatically.',
  listingWaits: (ms: number) => `Resumes in ${countdown(ms)}`,
} as const
export type LibraryWords = Spoken<typeof english>

export let libraryStrings: LibraryWords = english
onLanguage((language) => void (libraryStrings = language.words?.library ?? english))
