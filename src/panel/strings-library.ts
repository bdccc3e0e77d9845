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
    'Open the Assets panel at the left (press J).',
    'Go to the folder, and point at its name.',
    'Choose the gear beside it: name, place and Delete are there.',
  ],
  helpThen: 'Then refresh here. What an app can do: move the assets of this folder into another.',
  // How it is known
  asOf: (ms: number) => (ms < 60_000 ? 'As of just now' : `As of ${ago(ms)}`),
  listing: (done: number, total: number) =>
    total === 0 ? 'Listing the site' : `Listing ${number(done)} of ${number(total)}`,
  listingWaits: (ms: number) => `Webflow asks for a pause: goes on in ${countdown(ms)}`,
} as const
export type LibraryWords = Spoken<typeof english>

export let libraryStrings: LibraryWords = english
onLanguage((language) => void (libraryStrings = language.words?.library ?? english))
