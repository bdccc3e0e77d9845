/**
 * What can be done with assets of the library, as data: the selection's bar, the context menu and the keyboard of the
 * grid all show and run this one list.
 *
 * **To add an action**, write a {@link LibraryAction} in a file of its own and put it into {@link LIBRARY_ACTIONS} where
 * it should stand; its words belong in `strings-library.ts`. Where it needs a dialog, let `run` set `library.ask` (see
 * `Ask` in `models/library/library-views.ts`) and give the dialog to `asks.tsx`. `targets` are the selected assets in the
 * order in which they are shown; there is at least one. An action never changes assets itself: the model does.
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

/** In the order of the menu; within a group, the more frequent first. */
export const LIBRARY_ACTIONS: readonly LibraryAction[] = [
  details,
  ...USE_ACTIONS,
  move,
  ...CHANGE_ACTIONS,
  ...COPY_ACTIONS,
  ...REMOVE_ACTIONS,
]

/** The action that a key means in the grid. */
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
