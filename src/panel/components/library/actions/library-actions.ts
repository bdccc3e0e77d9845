/**
 * The actions on assets, as data: the selection bar, the context menu and the grid's keyboard all use this one list.
 * **To add an action**, write a {@link LibraryAction} in its own file and add it to {@link LIBRARY_ACTIONS}; its texts
 * belong in `panel/strings`. If it needs a dialog, let `run` set `library.ask` (see `DialogRequest` in
 * `models/library/library-views.ts`) and add the dialog to `dialogs/dialog-host.tsx`. `targets` are the selected assets
 * in the order shown, at least one. An action never changes assets itself: it calls the model.
 */
import { libraryStrings } from '../../../strings/en/library.ts'
import {
  CHANGE_ACTIONS,
  COPY_ACTIONS,
  notAllowed,
  REMOVE_ACTIONS,
  USE_ACTIONS,
} from './change-actions.ts'
import type { LibraryAction } from './library-action.ts'

const details: LibraryAction = {
  id: 'details',
  icon: 'info',
  label: () => libraryStrings.actions.details,
  group: 'look',
  keys: { key: 'Enter' },
  fits: (_, targets) => targets.length === 1,
  run(library, [only]) {
    if (only) library.ask.value = { type: 'details', asset: only.id }
  },
}

const move: LibraryAction = {
  id: 'move',
  icon: 'folder',
  label: () => libraryStrings.actions.move,
  group: 'change',
  keys: { key: 'm', command: true, shift: true },
  inBar: true,
  blocked: notAllowed,
  run(library, targets) {
    library.ask.value = { type: 'move', assets: targets.map(({ id }) => id) }
  },
}

/** In menu order; within a group, the most frequent first. */
export const LIBRARY_ACTIONS: readonly LibraryAction[] = [
  details,
  ...USE_ACTIONS,
  move,
  ...CHANGE_ACTIONS,
  ...COPY_ACTIONS,
  ...REMOVE_ACTIONS,
]

/** The action for a key in the grid. */
export const actionOfKey = (
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): LibraryAction | undefined =>
  LIBRARY_ACTIONS.find(
    ({ keys }) =>
      keys !== undefined &&
      !event.altKey &&
      keys.key.toLowerCase() === event.key.toLowerCase() &&
      (keys.command ?? false) === (event.ctrlKey || event.metaKey) &&
      (keys.shift ?? false) === event.shiftKey,
  )
