/** All German texts; loaded only if the panel is in German. */
import { conflict } from './conflict.ts'
import { failures } from './failures.ts'
import { changes } from './changes.ts'
import { dialogs } from './dialogs.ts'
import { library } from './library.ts'
import { panel } from './panel.ts'
import { plan } from './plan.ts'
import { run } from './run.ts'
import type { Translation } from '../language.ts'
import '../translation.ts'

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
