/** The parts of a {@link Translation}, each from a file in `en/`. */
import type { ConflictWords } from './en/conflict.ts'
import type { FailureWords } from './failure-text.ts'
import type { FormatWords } from './format.ts'
import type { ChangeWords } from './en/changes.ts'
import type { DialogWords } from './en/dialogs.ts'
import type { LibraryWords } from './en/library.ts'
import type { PlanWords } from './en/plan.ts'
import type { RunWords } from './en/run.ts'
import type { PanelWords } from './en/panel.ts'

declare module './language.ts' {
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
