import { useComputed } from '@preact/signals'
import type { LibraryView, SameGroup } from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { bytes } from '../../../strings/format.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icons.tsx'

interface SameHeadingProps {
  readonly group: SameGroup
  readonly library: LibraryView
  /** Number of the grid's columns. */
  readonly columns: number
}

/** The heading of assets with identical bytes: how sure that is, which one to keep and why, and actions. */
export function SameHeading({ group, library, columns }: SameHeadingProps) {
  const isLead = useComputed(() => library.selection.lead.value === group.key)
  const { same } = libraryStrings
  const { assets, keep, how } = group
  const weight = bytes(assets[0]?.size ?? 0)
  const kept = assets.find(({ id }) => id === keep)?.title ?? ''
  const others = assets.filter(({ id }) => id !== keep).map(({ id }) => id)
  return (
    <div
      role="gridcell"
      class={`same-heading ${how}`}
      data-key={group.key}
      aria-colspan={columns}
      tabIndex={isLead.value ? 0 : -1}
    >
      <span class="same-words">
        <span class="same-title">
          {same.title(assets.length, weight)} <span class="same-how">{same.how[how]}</span>
        </span>
        <span class="same-keep" title={kept}>
          {same.keep(kept, same.because[group.because])}
        </span>
      </span>
      {how === 'known' ? (
        <Button icon="check" onClick={() => library.selection.select(others)}>
          {same.selectOthers}
        </Button>
      ) : (
        <Button icon="same" onClick={() => library.compare(assets.map(({ id }) => id))}>
          {same.compare}
        </Button>
      )}
    </div>
  )
}

/** Marks the asset to keep. */
export function KeepMark() {
  return (
    <span class="keep-mark">
      <Icon name="check" size={12} />
      {libraryStrings.same.keepMark}
    </span>
  )
}
