/** Every word of the library. */
import { countOf, number } from './strings-format.ts'
import { onLanguage, type Spoken } from './strings-language.ts'
import { ago } from './strings-time.ts'
import { countdown } from './strings.ts'

const english = {
  assets: 'Assets',
  folders: 'Folders',
  path: 'Where you are',
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
    emptyFolder: 'Move its assets to another folder…',
    folderHelp: 'Rename, move or delete…',
    openFolder: 'Open',
    newFolder: 'New folder…',
    newFolderInside: 'New folder inside…',
    selectAll: 'Select all',
    refresh: 'Refresh',
  },
  keys: {
    control: 'Ctrl',
    shift: 'Shift',
    names: { Enter: 'Enter', Delete: 'Del', Backspace: '⌫', Escape: 'Esc' },
  },
  // What is looked at
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
    type: ['Type', 'Type, from the end'],
  },
  layout: 'Layout',
  layouts: { grid: 'Grid', table: 'Table' },
  found: (n: number) => `${countOf(n, 'asset', 'assets')} found.`,
  // Order
  order: 'Put in order',
  orders: {
    loose: 'In no folder',
    same: 'Same file twice',
    'no-alt': 'Without alt text',
    large: 'Large images',
    space: 'Where the bytes are',
  },
  orderNotes: {
    loose: 'Assets that lie in no folder. Drag them to one, or move many at once.',
    same: 'Assets that have the same bytes, or seem to. Sizes and names say what is likely; comparing their bytes says what is true.',
    'no-alt':
      'Pictures that say nothing to people who cannot see them. Decorative ones may stay so.',
    large: 'Images of half a megabyte and more, the largest first. Smaller ones load sooner.',
    space: '',
  },
  lessThan: (share: string) => `< ${share}`,
  byKind: 'By type',
  byFolder: 'By folder',
  same: {
    title: (n: number, weight: string) => `${number(n)} × ${weight}`,
    how: { known: 'same bytes', likely: 'probably the same', possible: 'perhaps the same' },
    keep: (name: string, because: string) => `Keep ${name}: ${because}`,
    because: {
      'in-folder': 'it lies in a folder',
      'alt-text': 'it has an alt text',
      oldest: 'it is the oldest, so pages are most likely to use it',
    },
    keepMark: 'Keep',
    compare: 'Compare',
    compareAll: (n: number) => `Compare all ${number(n)}`,
    comparing: (done: number, total: number) => `Compared ${number(done)} of ${number(total)}`,
    unreadable: (n: number) => `${countOf(n, 'asset', 'assets')} could not be read.`,
    selectOthers: 'Select the others',
  },
  // Nothing there
  opening: 'Opening the library',
  empty: {
    site: 'No assets yet',
    siteHint: 'What you upload appears here.',
    upload: 'Upload files',
    folder: 'This folder is empty',
    folderHint: 'Drop files here to upload them into it, or drag assets onto it.',
    found: 'Nothing found',
    foundHint: 'No asset here fits the search and the type.',
    showAll: 'Show all',
    order: 'All in order',
    orders: {
      loose: 'Every asset lies in a folder.',
      same: 'No two assets seem to have the same bytes.',
      'no-alt': 'Every picture has an alt text.',
      large: 'No image is larger than half a megabyte.',
      space: '',
    },
  },
  troubleHalf: 'What has been listed so far is shown.',
  troubleStands: 'What is shown is as it was listed before.',
  hint: 'Double-click opens, a right-click shows what can be done. Drag assets onto a folder to move them there.',
  dropMove: (place: string) => `Drop to move into ${place}`,
  // Moving, and what is not to be had
  nothingToMove: 'No asset lies right in this folder.',
  moveTitle: (n: number) => `Move ${countOf(n, 'asset', 'assets')}`,
  moveHere: 'Move here',
  emptyTitle: (name: string) => `Move the assets of “${name}”`,
  emptyHint: (n: number) =>
    `${countOf(n, 'asset that lies', 'assets that lie')} right in it, not those of the folders inside it.`,
  moved: (n: number) => `${countOf(n, 'asset', 'assets')} moved.`,
  notMoved: (n: number, why: string) => `${countOf(n, 'asset', 'assets')} not moved. ${why}`,
  sameFolder: 'They are in this folder already.',
  noWayOut: 'Webflow lets no app take assets out of all folders. Choose a folder.',
  helpTitle: (name: string) => `Folder “${name}”`,
  help: [
    'Webflow lets no app rename, move or delete a folder. In the Designer it takes a moment:',
    'Open the Assets panel at the left.',
    'Find the folder there, and open its settings.',
    'Change its name or place, or delete it.',
  ],
  helpThen: 'Then refresh here. What an app can do: move the assets of this folder into another.',
  // How it is known
  age: (ms: number) => (ms < 60_000 ? 'just now' : ago(ms)),
  asOf: (age: string) => `The site was listed ${age}.`,
  listing: (done: number, total: number) =>
    total === 0 ? 'Listing' : `${number(done)} of ${number(total)}`,
  listingHint: 'The site is being listed. What is known already can be used.',
  waitingHint: 'Webflow asks for a pause. The listing goes on by itself.',
  listingWaits: (ms: number) => `Goes on in ${countdown(ms)}`,
} as const
export type LibraryWords = Spoken<typeof english>

export let libraryStrings: LibraryWords = english
onLanguage((language) => void (libraryStrings = language.words?.library ?? english))
