/** German of `strings-library-changes.ts`. */
import { countOf, number } from './strings-format.ts'
import type { Translation } from './strings-language.ts'

const assets = (n: number): string => countOf(n, 'Asset', 'Assets')
const files = (n: number): string => countOf(n, 'Datei', 'Dateien')
const images = (n: number): string => countOf(n, 'Bild', 'Bilder')
const altTexts = (n: number): string => countOf(n, 'Alternativtext', 'Alternativtexte')

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
    move: (n) => `${assets(n)} werden verschoben`,
    rename: (n) => `${assets(n)} werden umbenannt`,
    alt: (n) => `${altTexts(n)} werden gespeichert`,
    delete: (n) => `${assets(n)} werden gelöscht`,
    replace: (n) => `${files(n)} werden ersetzt`,
    use: (n) => `${images(n)} werden gesetzt`,
    insert: (n) => `${images(n)} werden eingefügt`,
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
  undoing: (n) => `Rückgängig: ${countOf(n, 'Änderung', 'Änderungen')}`,
  undone: (n) => `${countOf(n, 'Änderung', 'Änderungen')} rückgängig gemacht`,
  nothingDone: 'Nichts wurde geändert',
  failed: (n) => `${number(n)} fehlgeschlagen`,
  stopped: (n) => `${number(n)} nicht begonnen`,
  share: (done, total) => `${number(done)} von ${number(total)}`,
  stop: 'Anhalten',
  stopping: 'Hält an',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  undoSome: (n) => `${number(n)} rückgängig`,
  again: 'Erneut versuchen',
  goOn: 'Fortfahren',
  outcomes: 'Ergebnisse',
  putAway: 'Wegräumen',
  states: {
    waiting: 'Wartet',
    running: 'In Arbeit',
    done: 'Fertig',
    failed: 'Fehlgeschlagen',
    cancelled: 'Nicht begonnen',
  },
  undoUnknown: {
    move: 'Was in keinem Ordner lag, kann keine App dorthin zurücklegen.',
    delete: 'Gelöschtes lässt sich nicht zurückholen.',
    insert: 'Was eingefügt wurde, nimmt das Rückgängig des Designers weg.',
    replace: 'Alte Dateien werden bis 200 MB aufbewahrt, die neuesten davon.',
  },
}
