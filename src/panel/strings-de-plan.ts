/** German of `strings-plan.ts`. */
import { countOf, files, number } from './strings-format.ts'
import type { Translation } from './strings-language.ts'

export const plan: Translation['plan'] = {
  lines: {
    checking: (n) => `${number(n)} in Prüfung`,
    upload: (n) => `${number(n)} hochzuladen`,
    here: (n) => `${number(n)} schon hier`,
    decide: (n) => `${number(n)} zu entscheiden`,
    replace: (n) => `${number(n)} zu ersetzen`,
    twins: (n) => `${number(n)} doppelt in dieser Auswahl`,
    tooLarge: (n) => `${number(n)} zu groß`,
    unsupported: (n) => `${number(n)} nicht unterstützt`,
    empty: (n) => `${number(n)} leer`,
    folders: (n) => countOf(n, 'Ordner anzulegen', 'Ordner anzulegen'),
    calls: (n) => countOf(n, 'Aufruf bei Webflow', 'Aufrufe bei Webflow'),
  },
  // Review first
  checked: (done, total) => `${number(done)} von ${number(total)} geprüft`,
  ready: (n) => (n === 0 ? 'Bereit' : `Bereit: ${files(n)} hochzuladen`),
  unwritten: 'Vor dem Start wird nichts auf die Site geschrieben.',
  start: 'Start',
  takenUp: 'Weiter, wo es liegen geblieben ist.',
  goOn: 'Fortsetzen',
  // While nothing answers
  outage: (time) => `Keine Verbindung zum Asset-Dock-Server: neuer Versuch in ${time}`,
  // What may become of bytes that the site has
  skip: 'Auslassen',
  skipAll: 'Alle auslassen',
  anew: 'Unter neuem Namen hochladen',
  anewAll: 'Alle unter neuen Namen hochladen',
  handedBack: (n) =>
    n === 1
      ? 'Webflow behielt sein Asset: für dieselben Bytes entstand kein neues'
      : `Webflow behielt seine Assets: für ${files(n)} mit denselben Bytes entstanden keine neuen`,
  handedBackHint: 'So nutzen, wie sie sind, oder in den Zielordner dieser Auswahl verschieben.',
  // How files are taken in
  options: 'Optionen',
  reviewFirst: 'Erst ansehen',
  reviewFirstHint:
    'Zeigt den Plan und wartet auf den Start. Sonst beginnt sofort, was keine Entscheidung braucht.',
  verify: 'Jede Datei prüfen',
  verifyHint:
    'Liest auch Dateien, die dieser Browser an Ort, Größe und Zeit erkennt. Was hochgeladen wird, wird immer gelesen.',
}
