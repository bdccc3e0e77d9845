/** German: the whole set, loaded only where German is spoken. */
import { conflict } from './strings-de-conflict.ts'
import { failures } from './strings-de-failures.ts'
import { changes } from './strings-de-library-changes.ts'
import { dialogs } from './strings-de-library-dialogs.ts'
import { library } from './strings-de-library.ts'
import { panel } from './strings-de-panel.ts'
import { plan } from './strings-de-plan.ts'
import { run } from './strings-de-run.ts'
import type { Translation } from './strings-language.ts'
import './strings-translation.ts'

export const german: Translation = {
  panel,
  failures,
  format: {
    file: 'Datei',
    files: 'Dateien',
    bytesOf: (part, total) => `${part} von ${total}`,
  },
  run,
  plan,
  conflict,
  library,
  changes,
  dialogs,
}
