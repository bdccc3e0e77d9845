import { useEffect, useRef } from 'preact/hooks'
import type { PanelView } from '../kit/panel-view.ts'
import { dropWords, strings } from '../../strings/en/panel.ts'
import { Button } from '../kit/button.tsx'
import { ChooseButtons } from './choose-buttons.tsx'
import { Destination } from '../folders/folder-picker.tsx'
import { DockPicture, Icon } from '../kit/icons.tsx'
import { useKeptFocus } from '../kit/keep-focus.ts'
import { LazyWork, preloadParts } from '../lazy/lazy-parts.ts'
import { OptionsButton } from './options.tsx'
import { SiteLine } from './site-line.tsx'
import { useDrop } from './use-drop.ts'

const BLOCKED = 'mode-forbidden'

/** The upload tab: adding files, and their progress. */
export function Dock({ panel }: { panel: PanelView }) {
  const { session, run, intake, folders } = panel
  const ref = useRef<HTMLDivElement>(null)
  const allowed = session.canManageAssets.value
  const over = useDrop(intake, allowed)
  const empty = run.status.value === 'empty'
  useEffect(() => folders.load(), [folders])
  useEffect(() => void preloadParts(), [])
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
          {run.missing.value && (
            <p class="zone-blocked" role="alert">
              <Icon name="warn" size={12} />
              <span>{strings.partMissing}</span>
            </p>
          )}
        </div>
        <div class="target">
          <Destination folders={folders} />
          <OptionsButton run={run} />
        </div>
        {!session.publicNoteRead.value && <PublicNote panel={panel} />}
        {empty && <SiteLine panel={panel} />}
      </div>
      {!empty && <LazyWork panel={panel} />}
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
  const path = panel.folders.destinationPath.value
  return (
    <div class={`cover ${allowed ? '' : 'forbidden'}`} aria-hidden="true">
      <div class="cover-box">
        <DockPicture />
        <p>{allowed ? dropWords(path) : strings.dropForbidden}</p>
      </div>
    </div>
  )
}
