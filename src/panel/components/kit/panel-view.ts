import type { ReadonlySignal, Signal } from '@preact/signals'
import type { LibraryView } from '../../models/library/library-views.ts'
import type {
  FolderView,
  IntakeView,
  LanguageView,
  RunView,
  SessionView,
  Tab,
} from '../../models/views.ts'

/** Everything that the panel shows. */
export interface PanelView {
  /** The open tab; stored. */
  readonly tab: Signal<Tab>
  /** Fetches and opens the library once. Rejects if its code cannot be fetched; the next call tries again. */
  readonly library: () => Promise<LibraryView>
  readonly language: LanguageView
  readonly session: SessionView
  readonly run: RunView
  readonly intake: IntakeView
  readonly folders: FolderView
  /** The library, once it is open. Its replacements can be undone from the upload list. */
  readonly opened: ReadonlySignal<LibraryView | undefined>
}
