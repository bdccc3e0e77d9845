/** German texts of `en/run.ts`. */
import { countOf, files, number } from '../format.ts'
import type { Translation } from '../language.ts'

export const run: Translation['run'] = {
  start: (left) => `${countOf(left, 'Datei wird', 'Dateien werden')} hochgeladen`,
  share: (percent, done, total) => `${percent} Prozent: ${number(done)} von ${files(total)} fertig`,
  finished: 'Fertig',
  finishedWith: (counts) => `Fertig: ${counts}`,
  conflicts:
    'Einige Dateien gibt es bereits mit anderem Inhalt. Wähle in der Liste: ersetzen, beide behalten oder überspringen.',
  counts: {
    uploaded: (n) => `${number(n)} hochgeladen`,
    existing: (n) => `${number(n)} bereits vorhanden`,
    twins: (n) => `${countOf(n, 'Duplikat', 'Duplikate')} in diesem Upload`,
    cancelled: (n) => `${number(n)} abgebrochen`,
    failed: (n) => `${number(n)} fehlgeschlagen`,
    refused: (n) => `${number(n)} von Webflow nicht akzeptiert`,
    replaced: (n) => `${number(n)} ersetzt`,
    undecided: (n) => countOf(n, 'braucht eine Entscheidung', 'brauchen eine Entscheidung'),
  },
}
