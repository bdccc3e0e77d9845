import { useComputed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { PanelView } from '../models/views.ts'
import { planWords } from '../strings-plan.ts'
import { strings } from '../strings.ts'
import { folderPath, shortNumber } from '../strings-format.ts'
import { Button, IconButton } from './button.tsx'
import { ChooseButtons } from './choose-buttons.tsx'
import { Details } from './details.tsx'
import { FileList } from './file-list.tsx'
import { Destination } from './folder-picker.tsx'
import { DockPicture, Icon } from './icons.tsx'
import { useKeptFocus } from './keep-focus.ts'
import { controlOf, isSettled, isUndecided } from '../../core/row.ts'
import { OptionsButton } from './options.tsx'
import { RunHeader } from './run-header.tsx'
import { SiteLine } from './site-line.tsx'
import { useDrop } from './use-drop.ts'
import { type List, useList } from './use-list.ts'
import type { Filter } from './list-items.ts'

const BLOCKED = 'mode-forbidden'

/** The connected panel: files in from anywhere, and what becomes of them. */
export function Dock({ panel }: { panel: PanelView }) {
  const { session, run, intake, folders } = panel
  const ref = useRef<HTMLDivElement>(null)
  const allowed = session.canManageAssets.value
  const over = useDrop(intake, allowed)
  const empty = run.status.value === 'empty'
  useEffect(() => folders.load(), [folders])
  useKeptFocus(ref, () =>
    ref.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"], .choose button'),
  )
  return (
    <div ref={ref} class={`dock ${empty ? 'empty' : 'busy'}`}>
      <div class="side">
        <div class="zone">
          {empty && <DockPicture />}
          <p class="zone-title">{empty ? strings.dropHere : strings.dropMore}</p>
          <ChooseButtons
            intake={intake}
            prominent={empty}
            blockedBy={allowed ? undefined : BLOCKED}
          />
          {allowed ? (
            <p class="zone-hint">
              {strings.pasteHint} <kbd>{strings.pasteKeys}</kbd>
            </p>
          ) : (
            <p class="zone-blocked" id={BLOCKED}>
              <Icon name="warn" size={12} />
              <span>{strings.modeForbidden}</span>
            </p>
          )}
          {empty && <p class="zone-limits">{strings.limits}</p>}
          <Reading panel={panel} />
        </div>
        <div class="target">
          <Destination folders={folders} />
          <OptionsButton run={run} />
        </div>
        {!session.publicNoteRead.value && <PublicNote panel={panel} />}
        {empty && <SiteLine panel={panel} />}
      </div>
      {!empty && <Work panel={panel} />}
      {over.value && <DropCover panel={panel} allowed={allowed} />}
    </div>
  )
}

// Helpers

function Reading({ panel }: { panel: PanelView }) {
  const found = panel.intake.reading.value
  if (found === undefined) return null
  return (
    <p class="reading">
      <span class="spinner" aria-hidden="true" />
      {strings.reading(found)}
    </p>
  )
}

function PublicNote({ panel }: { panel: PanelView }) {
  return (
    <div class="public-note" role="note">
      <Icon name="globe" />
      <p>{strings.publicNote}</p>
      <Button onClick={() => panel.session.readPublicNote()}>{strings.publicNoteRead}</Button>
    </div>
  )
}

function DropCover({ panel, allowed }: { panel: PanelView; allowed: boolean }) {
  const place = folderPath(panel.folders.destinationPath.value, strings.inNoFolder)
  return (
    <div class={`cover ${allowed ? '' : 'forbidden'}`} aria-hidden="true">
      <div class="cover-box">
        <DockPicture />
        <p>{allowed ? strings.dropInto(place) : strings.dropForbidden}</p>
      </div>
    </div>
  )
}

function Work({ panel }: { panel: PanelView }) {
  const list = useList(panel.run)
  const open = list.open.value
  const row = open === undefined ? undefined : panel.run.rows.value.find(({ id }) => id === open)
  return (
    <div class="work">
      <RunHeader panel={panel} />
      <div class="sheet-of-files">
        <Filters panel={panel} list={list} />
        <FileList panel={panel} list={list} />
        <SelectionBar panel={panel} list={list} />
      </div>
      {row && <Details row={row} panel={panel} onClose={() => (list.open.value = undefined)} />}
    </div>
  )
}

function Filters({ panel, list }: { panel: PanelView; list: List }) {
  const counts = useComputed(() => {
    const { total, left, failed, refused, undecided } = panel.run.totals.value.counts
    const needs = failed + refused + undecided
    return { all: total, needs, left, done: total - left - needs }
  })
  return (
    <div class="filters" role="group" aria-label={strings.show}>
      {FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          class={`chip ${filter} ${counts.value[filter] > 0 ? 'some' : ''}`}
          aria-pressed={list.filter.value === filter}
          onClick={() => (list.filter.value = filter)}
        >
          {strings.filters[filter]} <span class="count">{shortNumber(counts.value[filter])}</span>
        </button>
      ))}
    </div>
  )
}

const FILTERS: readonly Filter[] = ['all', 'needs', 'left', 'done']

/** What can be done with all that is selected at once; only what makes sense for it. */
function SelectionBar({ panel, list }: { panel: PanelView; list: List }) {
  const { run } = panel
  const ids = list.selected.value
  if (ids.size === 0) return null
  const states = run.rows.value.flatMap((row) => (ids.has(row.id) ? row.state.value : []))
  const rows = [...ids]
  const [only] = rows
  return (
    <div class="selection" role="group" aria-label={strings.selected(ids.size)}>
      <span class="selection-count">{strings.selected(ids.size)}</span>
      {rows.length === 1 && (
        <Button onClick={() => (list.open.value = only)}>{strings.details}</Button>
      )}
      {states.some((state) => controlOf(state) === 'retry') && (
        <Button onClick={() => run.retry(rows)}>{strings.retry}</Button>
      )}
      {states.some((state) => !isSettled(state)) && (
        <Button onClick={() => run.cancel(rows)}>{strings.cancel}</Button>
      )}
      {states.some(isUndecided) && (
        <>
          <Button onClick={() => run.keep(rows)}>{strings.keep}</Button>
          <Button onClick={() => run.moveHere(rows)}>{strings.move}</Button>
          <Button onClick={() => run.skip(rows)}>{planWords.skip}</Button>
        </>
      )}
      <IconButton
        icon="cancel"
        label={strings.unselect}
        onClick={() => (list.selected.value = new Set())}
      />
    </div>
  )
}
