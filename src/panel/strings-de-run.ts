/** German of `strings-run.ts`. */
import { countOf, files, number } from './strings-format.ts'
import type { Translation } from './strings-language.ts'

export const run: Translation['run'] = {
  start: (left) => `${files(left)} werden hochgeladen`,
  share: (percent, done, total) =>
    `${percent} Prozent: ${number(done)} von ${files(total)} erledigt`,
  finished: 'Fertig',
  finishedWith: (counts) => `Fertig: ${counts}`,
  conflicts:
    'Dateien heißen wie Assets, haben aber anderen Inhalt. Wähle in der Liste: ersetzen, beide behalten oder auslassen.',
  counts: {
    uploaded: (n) => `${number(n)} hochgeladen`,
    existing: (n) => `${number(n)} schon auf der Site`,
    twins: (n) => `${number(n)} doppelt in dieser Auswahl`,
    cancelled: (n) => `${number(n)} abgebrochen`,
    failed: (n) => `${number(n)} fehlgeschlagen`,
    refused: (n) => `${number(n)} von Webflow nicht angenommen`,
    replaced: (n) => `${number(n)} ersetzt`,
    undecided: (n) => countOf(n, 'braucht eine Entscheidung', 'brauchen eine Entscheidung'),
  },
}
