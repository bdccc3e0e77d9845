import type { AttentionGroup } from '../../../models/views.ts'
import type { PanelView } from '../../kit/panel-view.ts'
import { conflictWords } from '../../../strings/en/conflict.ts'
import { failureHint, groupTitle } from '../../../strings/en/failures.ts'
import { planWords } from '../../../strings/en/plan.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icons.tsx'

interface GroupCardProps {
  readonly group: AttentionGroup
  readonly panel: PanelView
  readonly folded: boolean
  readonly active: boolean
  readonly index: number
  readonly top: number
  readonly itemKey: string
  readonly onFold: () => void
}

/** An attention group: one answer for all its files. */
export function GroupCard(props: GroupCardProps) {
  const { group, panel, folded, active, index, top } = props
  const n = group.rows.length
  const tabIndex = active ? 0 : -1
  const { title, hint } = wordsOf(group)
  return (
    <div
      role="row"
      class={`group ${group.type}`}
      style={{ top: `${top}px` }}
      data-key={props.itemKey}
      aria-rowindex={index}
      tabIndex={tabIndex}
    >
      <div role="gridcell" aria-colspan={5} class="group-box">
        <Icon name={group.type === 'failed' || group.type === 'conflict' ? 'warn' : 'same'} />
        <div class="group-text">
          <p class="group-title">{title}</p>
          <p class="group-hint">{hint}</p>
        </div>
        <div class="group-actions">
          <GroupActions group={group} panel={panel} tabIndex={tabIndex} />
          {n > 1 && (
            <button
              type="button"
              class="fold"
              aria-expanded={!folded}
              tabIndex={tabIndex}
              onClick={props.onFold}
            >
              <Icon name={folded ? 'chevron' : 'down'} size={12} />
              {folded ? strings.showFiles(n) : strings.hideFiles(n)}
            </button>
          )}
        </div>
      </div>
    </div>
  )
}

// Helpers

function wordsOf(group: AttentionGroup): { readonly title: string; readonly hint: string } {
  const n = group.rows.length
  switch (group.type) {
    case 'failed':
      return { title: groupTitle(group.failures), hint: failureHint(group.sample) }
    case 'conflict':
      return { title: conflictWords.title(n), hint: conflictWords.hint }
    case 'undecided':
      return { title: strings.undecided(n), hint: strings.undecidedHint }
    case 'handed-back':
      return { title: planWords.handedBack(n), hint: planWords.handedBackHint }
  }
}

function GroupActions(props: { group: AttentionGroup; panel: PanelView; tabIndex: number }) {
  const { group, panel, tabIndex } = props
  const n = group.rows.length
  if (group.type === 'failed') {
    if (!group.retriable) return null
    return (
      <Button icon="retry" tabIndex={tabIndex} onClick={() => panel.run.retry(group.rows)}>
        {strings.retryMany(n)}
      </Button>
    )
  }
  if (group.type === 'conflict') {
    // A single file has its buttons in its row.
    return n === 1 ? null : (
      <>
        <Button tabIndex={tabIndex} onClick={() => panel.run.replace(group.rows)}>
          {conflictWords.replaceAll(n)}
        </Button>
        <Button tabIndex={tabIndex} onClick={() => panel.run.keepBoth(group.rows)}>
          {conflictWords.keepBothAll}
        </Button>
        <Button tabIndex={tabIndex} onClick={() => panel.run.skip(group.rows)}>
          {planWords.skipAll}
        </Button>
      </>
    )
  }
  return (
    <>
      <Button tabIndex={tabIndex} onClick={() => panel.run.keep(group.rows)}>
        {strings.keepAll}
      </Button>
      <Button tabIndex={tabIndex} onClick={() => panel.run.moveHere(group.rows)}>
        {strings.moveAll}
      </Button>
      <Button tabIndex={tabIndex} onClick={() => panel.run.skip(group.rows)}>
        {planWords.skipAll}
      </Button>
      {group.type === 'undecided' && (
        <Button tabIndex={tabIndex} onClick={() => panel.run.uploadAnew(group.rows)}>
          {planWords.anewAll}
        </Button>
      )}
    </>
  )
}
