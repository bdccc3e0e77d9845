/** The parts of a {@link Translation}: by the file that has them in English. */
import type { ConflictWords } from './strings-conflict.ts'
import type { FailureWords } from './strings-failure-text.ts'
import type { FormatWords } from './strings-format.ts'
import type { ChangeWords } from './strings-library-changes.ts'
import type { DialogWords } from './strings-library-dialogs.ts'
import type { LibraryWords } from './strings-library.ts'
import type { PlanWords } from './strings-plan.ts'
import type { RunWords } from './strings-run.ts'
import type { PanelWords } from './strings.ts'

declare module './strings-language.ts' {
  interface Translation {
    readonly panel: PanelWords
    readonly failures: FailureWords
    readonly format: FormatWords
    readonly run: RunWords
    readonly plan: PlanWords
    readonly conflict: ConflictWords
    readonly library: LibraryWords
    readonly changes: ChangeWords
    readonly dialogs: DialogWords
  }
}
