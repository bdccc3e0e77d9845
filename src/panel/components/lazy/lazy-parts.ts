/** Parts of the panel that its first screen does without: each is a chunk of its own, fetched when the panel stands. */
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

/** Fetches what most people need next, so that nobody waits for it. Never rejects. */
export async function preloadParts(): Promise<void> {
  const parts = [LazyAlarm, LazyWork, LazyFolderDialog, LazyOptionsDialog, LazySessionScreen]
  await Promise.all(parts.map((part) => part.preload()))
}
