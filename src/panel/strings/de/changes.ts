/** German texts of `en/changes.ts`. */
import { countOf, number } from '../format.ts'
import type { Translation } from '../language.ts'

const assets = (n: number): string => countOf(n, 'Asset', 'Assets')
const files = (n: number): string => countOf(n, 'Datei', 'Dateien')
const images = (n: number): string => countOf(n, 'Bild', 'Bilder')
const altTexts = (n: number): string => countOf(n, 'Alt-Text', 'Alt-Texte')
const beings = (n: number): string => (n === 1 ? 'wird' : 'werden')

export const changes: Translation['changes'] = {
  works: 'Änderungen',
  next: {
    move: (n) => `Danach: ${assets(n)} verschieben`,
    rename: (n) => `Danach: ${assets(n)} umbenennen`,
    alt: (n) => `Danach: ${altTexts(n)} speichern`,
    delete: (n) => `Danach: ${assets(n)} löschen`,
    replace: (n) => `Danach: ${files(n)} ersetzen`,
    use: (n) => `Danach: ${images(n)} setzen`,
    insert: (n) => `Danach: ${images(n)} einfügen`,
  },
  doing: {
    move: (n) => `${assets(n)} ${beings(n)} verschoben`,
    rename: (n) => `${assets(n)} ${beings(n)} umbenannt`,
    alt: (n) => `${altTexts(n)} ${beings(n)} gespeichert`,
    delete: (n) => `${assets(n)} ${beings(n)} gelöscht`,
    replace: (n) => `${files(n)} ${beings(n)} ersetzt`,
    use: (n) => `${images(n)} ${beings(n)} gesetzt`,
    insert: (n) => `${images(n)} ${beings(n)} eingefügt`,
  },
  done: {
    move: (n) => `${assets(n)} verschoben`,
    rename: (n) => `${assets(n)} umbenannt`,
    alt: (n) => `${altTexts(n)} gespeichert`,
    delete: (n) => `${assets(n)} gelöscht`,
    replace: (n) => `${files(n)} ersetzt`,
    use: (n) => `${images(n)} gesetzt`,
    insert: (n) => `${images(n)} eingefügt`,
  },
  undoing: (n) => `${countOf(n, 'Änderung', 'Änderungen')} ${beings(n)} rückgängig gemacht`,
  undone: (n) => `${countOf(n, 'Änderung', 'Änderungen')} rückgängig gemacht`,
  nothingDone: 'Nichts geändert',
  failed: (n) => `${number(n)} fehlgeschlagen`,
  stopped: (n) => `${number(n)} nicht gestartet`,
  share: (done, total) => `${number(done)} von ${number(total)}`,
  stop: 'Stoppen',
  stopping: 'Wird gestoppt',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  undoSome: (n) => `${number(n)} rückgängig machen`,
  again: 'Erneut versuchen',
  goOn: 'Fortsetzen',
  outcomes: 'Details',
  putAway: 'Ausblenden',
  states: {
    waiting: 'Wartet',
    running: 'Läuft',
    done: 'Fertig',
    failed: 'Fehlgeschlagen',
    cancelled: 'Nicht gestartet',
  },
  undoUnknown: {
    move: 'Assets, die in keinem Ordner waren, lassen sich nicht zurückverschieben.',
    delete: 'Gelöschte Assets lassen sich nicht wiederherstellen.',
    insert: 'Eingefügte Bilder entfernst du mit „Rückgängig“ im Designer.',
    replace: 'Nur die letzten 200 MB ersetzter Dateien lassen sich wiederherstellen.',
  },
}
