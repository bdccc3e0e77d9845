/** The library's actions that change assets, use them on the page, or copy their addresses. */
import { altFrom } from '../../../../core/alt-text.ts'
import {
  ADDRESS_FORMATS,
  addressesAs,
  type AddressFormat,
} from '../../../../core/address-formats.ts'
import { isPicture, type LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { ChangeDialogRequest } from '../../../models/library/changes/changes-views.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { strings } from '../../../strings/en/panel.ts'
import { copyText } from '../../kit/take-out.tsx'
import type { LibraryAction } from './library-action.ts'

const allPictures = (_: LibraryView, targets: readonly LibraryAsset[]): boolean =>
  targets.every(isPicture)

/** Why assets cannot be changed now. */
export const notAllowed = ({ changes }: LibraryView): string | undefined =>
  changes.allowed.value ? undefined : strings.modeForbidden

const notOnCanvas = ({ canvas }: LibraryView): string | undefined =>
  canvas.view.value.blocked ? dialogWords.canvas.blocked : undefined

const useHere: LibraryAction = {
  id: 'use-here',
  icon: 'image',
  label: () => dialogWords.actions.useHere,
  group: 'use',
  keys: { key: 'u', command: true, shift: true },
  fits: (library, targets) => targets.length === 1 && allPictures(library, targets),
  blocked: (library) =>
    notOnCanvas(library) ??
    (library.canvas.view.value.selected ? undefined : dialogWords.canvas.select),
  run(library, [only]) {
    if (only) library.canvas.useHere(only.id)
  },
}

const place: LibraryAction = {
  id: 'place',
  icon: 'grid',
  label: () => dialogWords.actions.place,
  group: 'use',
  fits: (library, targets) => targets.length > 1 && allPictures(library, targets),
  blocked: notOnCanvas,
  run: (library, targets) => ask(library, { type: 'place', assets: idsOf(targets) }),
}

const insert: LibraryAction = {
  id: 'insert',
  icon: 'insert',
  label: () => dialogWords.actions.insert,
  group: 'use',
  fits: allPictures,
  blocked: notOnCanvas,
  run: ({ changes }, targets) => changes.insert(idsOf(targets)),
}

const rename: LibraryAction = {
  id: 'rename',
  icon: 'rename',
  label: () => dialogWords.actions.rename,
  group: 'change',
  keys: { key: 'F2' },
  inBar: true,
  blocked: notAllowed,
  run: (library, targets) => ask(library, { type: 'rename', assets: idsOf(targets) }),
}

const alt: LibraryAction = {
  id: 'alt',
  icon: 'alt',
  label: () => dialogWords.actions.alt,
  group: 'change',
  inBar: true,
  fits: allPictures,
  blocked: notAllowed,
  run: (library, targets) => ask(library, { type: 'alt', assets: idsOf(targets) }),
}

const replace: LibraryAction = {
  id: 'replace',
  icon: 'swap',
  label: () => dialogWords.actions.replace,
  group: 'change',
  fits: (_, targets) => targets.length === 1,
  blocked: notAllowed,
  run(library, [only]) {
    if (only) ask(library, { type: 'replace', asset: only.id, file: undefined })
  },
}

const remove: LibraryAction = {
  id: 'delete',
  icon: 'trash',
  label: () => dialogWords.actions.delete,
  group: 'remove',
  keys: { key: 'Delete' },
  inBar: true,
  blocked: notAllowed,
  run: (library, targets) => ask(library, { type: 'delete', assets: idsOf(targets) }),
}

const copyAs = (format: AddressFormat): LibraryAction => ({
  id: `copy-${format}`,
  icon: format === 'url' ? 'link' : 'copy',
  label: () => dialogWords.actions[format],
  group: 'copy',
  ...(format === 'url' ? { keys: { key: 'c', command: true } } : {}),
  fits: (_, targets) => targets.some(({ hostedUrl }) => hostedUrl !== null),
  run: (library, targets) => void copyAddresses(library, format, targets),
})

/** Actions of each group, in menu order. */
export const USE_ACTIONS: readonly LibraryAction[] = [useHere, place, insert]
export const CHANGE_ACTIONS: readonly LibraryAction[] = [rename, alt, replace]
export const COPY_ACTIONS: readonly LibraryAction[] = ADDRESS_FORMATS.map(copyAs)
export const REMOVE_ACTIONS: readonly LibraryAction[] = [remove]

// Helpers

const idsOf = (targets: readonly LibraryAsset[]) => targets.map(({ id }) => id)

function ask(library: LibraryView, what: ChangeDialogRequest): void {
  library.ask.value = what
}

/** An asset without bytes has no address yet. */
async function copyAddresses(
  library: LibraryView,
  format: AddressFormat,
  targets: readonly LibraryAsset[],
): Promise<void> {
  const addressed = targets.flatMap((asset) =>
    asset.hostedUrl === null
      ? []
      : {
          name: asset.title,
          url: asset.hostedUrl,
          alt: altFrom(asset.altText, 'missing'),
          picture: isPicture(asset),
        },
  )
  const text = addressesAs(format, addressed)
  if (await copyText(text)) {
    const said = dialogWords.copy.done(addressed.length)
    library.announcement.value = said
    library.notice.value = said
  } else ask(library, { type: 'copy', text })
}
