/** A row's state in words, from the panel's texts and those of failures. */
import type { AssetRef, Existing, RowState } from '../../core/row.ts'
import { failureState } from './en/failures.ts'
import { share } from './format.ts'
import { strings } from './en/panel.ts'

/** A row's state in words. `name` is the row's own; `place` says where an asset is: "in Team". */
export function stateWords(
  state: RowState,
  name: string,
  place: (id: string | null) => string,
): string {
  const words = strings.states
  switch (state.phase) {
    case 'waiting':
      return words.waiting[state.reason]
    case 'conflict':
      return state.trouble
        ? words.notReplaced(failureState(state.trouble))
        : words.conflict[state.choice]
    case 'existing':
      return existingWords(
        state,
        state.handedBack ? words.handedBack : words.existing,
        whereWords(state.asset, name, place),
      )
    case 'twin':
      if (!state.asset) return words.twin
      return existingWords(state, words.twin, whereWords(state.asset, name, place))
    case 'refused':
    case 'failed':
      return failureState(state.failure)
    default:
      return words[state.phase]
  }
}

/** While a file uploads: the share sent, then that the response is pending. */
export const sendingWords = (part: number): string =>
  part >= 1 ? strings.states.finishing : strings.sendingShare(share(part))

// Helpers

const whereWords = (asset: AssetRef, name: string, place: (id: string | null) => string): string =>
  strings.where(asset.name === name ? undefined : asset.name, place(asset.folderId))

function existingWords({ choice, trouble }: Existing, what: string, where: string): string {
  const words = strings.states
  if (trouble) return words.notMoved(failureState(trouble))
  switch (choice) {
    case 'undecided':
      return what + where
    case 'keep':
      return what
    case 'skip':
      return words.skip
    case 'move':
      return words.move
    case 'moved':
      return words.moved(what)
  }
}
