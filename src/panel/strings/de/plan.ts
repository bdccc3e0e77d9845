/** German texts of `en/plan.ts`. */
import { countOf, files, number } from '../format.ts'
import type { Translation } from '../language.ts'

export const plan: Translation['plan'] = {
  lines: {
    checking: (n) => `${number(n)} in Prüfung`,
    upload: (n) => `${number(n)} hochzuladen`,
    here: (n) => `${number(n)} bereits vorhanden`,
    decide: (n) => countOf(n, 'braucht eine Entscheidung', 'brauchen eine Entscheidung'),
    replace: (n) => `${number(n)} zu ersetzen`,
    twins: (n) => `${countOf(n, 'Duplikat', 'Duplikate')} in diesem Upload`,
    tooLarge: (n) => `${number(n)} zu groß`,
    unsupported: (n) => `${number(n)} nicht unterstützt`,
    empty: (n) => `${number(n)} leer`,
    folders: (n) => `${number(n)} Ordner zu erstellen`,
    calls: (n) => countOf(n, 'Webflow-Anfrage', 'Webflow-Anfragen'),
  },
  // Review first
  checked: (done, total) => `${number(done)} von ${number(total)} geprüft`,
  ready: (n) => (n === 0 ? 'Bereit' : `Bereit: ${files(n)} zum Hochladen`),
  unwritten: 'Auf deiner Website ändert sich nichts, bis du auf „Upload starten“ klickst.',
  start: 'Upload starten',
  takenUp: 'Dein letzter Upload wurde unterbrochen. Mach weiter, wo du aufgehört hast.',
  goOn: 'Fortsetzen',
  // While the server does not respond
  outage: (time) => `Asset-Dock-Server nicht erreichbar. Neuer Versuch in ${time}`,
  // Choices for files that are already on the site
  skip: 'Überspringen',
  skipAll: 'Alle überspringen',
  anew: 'Als Kopie hochladen',
  anewAll: 'Alle als Kopien hochladen',
  handedBack: (n) =>
    n === 1
      ? 'Webflow nutzt für einen identischen Upload eine vorhandene Datei'
      : `Webflow nutzt für ${number(n)} identische Uploads vorhandene Dateien`,
  handedBackHint: 'Lass sie, wo sie sind, oder verschiebe sie in diesen Ordner.',
  // Options
  options: 'Optionen',
  reviewFirst: 'Vor dem Upload prüfen',
  reviewFirstHint:
    'Sieh dir an, was passieren wird, und klicke dann auf „Upload starten“. Wenn ausgeschaltet, beginnen Uploads sofort.',
  verify: 'Jede Datei neu prüfen',
  verifyHint: 'Liest Dateien erneut, statt früheren Ergebnissen zu vertrauen. Langsamer.',
}
