/** Parts that the first screen does not need: each is its own chunk, fetched once the panel is shown. */
import { lazily } from '../kit/lazily.tsx'

export const LazyWork = lazily(async () => (await import('../upload/upload-view.tsx')).UploadView)
export const LazyFolderDialog = lazily(
  async () => (await import('../folders/folder-dialog.tsx')).FolderDialog,
)
export const LazyOptionsDialog = lazily(
  async () => (await import('../upload/options-dialog.tsx')).OptionsDialog,
)
export const LazyAlarm = lazily(async () => (await import('../upload/alarm.tsx')).Alarm)
export const LazyLibrary = lazily(async () => (await import('../library/library.tsx')).Library)
export const LazyReplaceBar = lazily(
  async () => (await import('../library/bars/work-bar.tsx')).ReplaceBar,
)
export const LazySessionScreen = lazily(async () => (await import('../screens.tsx')).SessionScreen)

/** Fetches the parts that most people need next. Never rejects. */
export async function preloadParts(): Promise<void> {
  const parts = [LazyAlarm, LazyWork, LazyFolderDialog, LazyOptionsDialog, LazySessionScreen]
  await Promise.all(parts.map((part) => part.preload()))
}
