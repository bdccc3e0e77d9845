/** German of `strings-library.ts`. */
import { countOf, number } from './strings-format.ts'
import type { Translation } from './strings-language.ts'
import { ago } from './strings-time.ts'
import { countdown } from './strings.ts'

export const library: Translation['library'] = {
  assets: 'Assets',
  folders: 'Ordner',
  path: 'Wo du bist',
  all: 'Alle Assets',
  more: 'Weitere Aktionen',
  newFolder: 'Neuer Ordner',
  folderMade: (name) => `Ordner „${name}“ angelegt.`,
  assetCount: (n) => countOf(n, 'Asset', 'Assets'),
  assetLabel: (name, type, size) => `${name}, ${type}, ${size}`,
  folderLabel: (name, n) => `${name}, ${countOf(n, 'Asset', 'Assets')}`,
  actionsFor: (n) => `Aktionen für ${countOf(n, 'Asset', 'Assets')}`,
  altMissing: 'Kein Alternativtext',
  dimensions: ({ width, height }) => `${number(width)} × ${number(height)}`,
  columns: {
    name: 'Name',
    type: 'Typ',
    size: 'Größe',
    dimensions: 'Maße',
    folder: 'Ordner',
    alt: 'Alternativtext',
    date: 'Hinzugefügt',
    fileName: 'Dateiname',
  },
  actions: {
    details: 'Einzelheiten…',
    move: 'In Ordner verschieben…',
    emptyFolder: 'Assets in anderen Ordner verschieben…',
    folderHelp: 'Umbenennen, verschieben, löschen…',
    openFolder: 'Öffnen',
    newFolder: 'Neuer Ordner…',
    newFolderInside: 'Neuer Ordner darin…',
    selectAll: 'Alle auswählen',
    refresh: 'Aktualisieren',
  },
  keys: {
    control: 'Strg',
    shift: 'Umschalt',
    names: { Enter: 'Enter', Delete: 'Entf', Backspace: '⌫', Escape: 'Esc' },
  },
  nothingToMove: 'Direkt in diesem Ordner liegt kein Asset.',
  moveTitle: (n) => `${countOf(n, 'Asset', 'Assets')} verschieben`,
  moveHere: 'Hierher verschieben',
  emptyTitle: (name) => `Assets aus „${name}“ verschieben`,
  emptyHint: (n) =>
    `${countOf(n, 'Asset, das', 'Assets, die')} direkt darin ${n === 1 ? 'liegt' : 'liegen'}, nicht die der Ordner darin.`,
  moved: (n) => `${countOf(n, 'Asset', 'Assets')} verschoben.`,
  notMoved: (n, why) => `${countOf(n, 'Asset', 'Assets')} nicht verschoben. ${why}`,
  sameFolder: 'Sie sind schon in diesem Ordner.',
  noWayOut: 'Webflow lässt keine App Assets aus allen Ordnern nehmen. Wähle einen Ordner.',
  helpTitle: (name) => `Ordner „${name}“`,
  help: [
    'Webflow lässt keine App Ordner umbenennen, verschieben oder löschen. Im Designer geht es schnell:',
    'Öffne links die Assets (Taste J).',
    'Geh zum Ordner und zeig auf seinen Namen.',
    'Wähle das Zahnrad daneben: Dort sind Name, Ort und Löschen.',
  ],
  helpThen: 'Danach hier aktualisieren. Was eine App kann: die Assets dieses Ordners verschieben.',
  asOf: (ms) => (ms < 60_000 ? 'Gerade gelesen' : `Stand ${ago(ms)}`),
  listing: (done, total) =>
    total === 0 ? 'Die Site wird gelesen' : `${number(done)} von ${number(total)} gelesen`,
  listingWaits: (ms) => `Webflow bittet um eine Pause: weiter in ${countdown(ms)}`,
}
